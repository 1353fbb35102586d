package io.vizsla.query.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.access.Verb;
import io.vizsla.query.security.Permissions.Permission;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/collections,                          READ,",
        "GET,    /v1/collections/a,                        READ,  a",
        "PUT,    /v1/collections/a,                        ADMIN, a",
        "DELETE, /v1/collections/a,                        ADMIN, a",
        "POST,   /v1/collections/a/search,                 READ,  a",
        "POST,   /v1/collections/a/answer,                 READ,  a",
        "GET,    /v1/collections/a/documents/x/y,          READ,  a",
        "PUT,    /v1/collections/a/documents/x,            WRITE, a",
        "DELETE, /v1/collections/a/documents/x,            WRITE, a",
        "POST,   /v1/collections/a/documents,              WRITE, a",
        "POST,   /v1/collections/a/files,                  WRITE, a",
        "POST,   /v1/collections/a/feedback,               WRITE, a",
        "GET,    /v1/collections/a/judgements,             READ,  a",
        "DELETE, /v1/collections/a/judgements,             WRITE, a",
        "GET,    /v1/collections/a/model,                  READ,  a",
        "POST,   /v1/collections/a/model,                  TRAIN, a",
        "POST,   /v1/collections/a/model/rollback,         TRAIN, a",
        "POST,   /v1/collections/a/rebuild,                ADMIN, a",
        "POST,   /v1/collections/a/dead-letters/replay,    ADMIN, a",
        "POST,   /v1/collections/a/what-is-new,            ADMIN, a",
        "POST,   /v1/embeddings,                           READ,",
        "POST,   /v1/rerank,                               READ,",
        "POST,   /v2/rerank,                               READ,",
        "POST,   /v2/what-is-new,                          ADMIN,",
        "GET,    /v1/models,                               READ,",
        "GET,    /v1/status,                               READ,",
        "POST,   /v1/training,                             TRAIN,",
        "GET,    /v1/training/7/report,                    TRAIN,",
        "GET,    /v1/keys,                                 ADMIN,",
        "POST,   /v1/keys,                                 ADMIN,",
        "GET,    /v1/what-is-new,                          ADMIN,",
        "GET,    /what-is-new,                             ADMIN,",
        "POST,   /index.html,                              ADMIN,",
        "POST,   /mcp,                                     READ,  *",
        "GET,    /q/metrics,                               READ,",
        "GET,    /q/dev-ui,                                ADMIN,",
    })
    void eachAddressTakesWhatItSays(String method, String path, Verb verb, String collection) {
        assertThat(Permissions.of(method, path)).isEqualTo(new Permission(verb, collection));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/index.html", "/css/a.css", "/js/core/api.js", "/q/health/ready", "/q/openapi"})
    void whatHoldsNoDataIsOpen(String path) {
        assertThat(Permissions.of("GET", path)).isEqualTo(Permission.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1//collections//a",
                "/%761/collections/a",
                "/v1/collections/%61",
                "/v1;x=1/collections;y/a;z",
                "/v1/collections/a/",
                "/v1/collections/a;b=/c"
            })
    void anotherWayOfWritingTheSameAddressOpensNothing(String path) {
        Permission asIs = Permissions.of("DELETE", path);

        assertThat(asIs.verb()).isEqualTo(Verb.ADMIN);
        assertThat(asIs.collection()).isEqualTo("a");
    }
}
