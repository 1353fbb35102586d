package io.vizsla.query.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/collections/a/search",
        "POST,   /v1/collections/a/answer",
        "POST,   /v1/collections/a/files",
        "POST,   /v1/collections/a/documents",
        "GET,    /v1/collections/a/documents",
        "GET,    /v1/collections/a/documents/acme/d",
        "PUT,    /v1/collections/a/documents/acme/d",
        "DELETE, /v1/collections/a/documents/acme/d",
        "POST,   /v1/embeddings",
        "POST,   /v1/rerank",
        "POST,   /v2/rerank",
        "GET,    /v1/models",
    })
    void whatLooksAtSingleDocumentsIsOpen(String method, String path) {
        assertThat(TenantRoutes.isOpen(method, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /",
        "GET,    /v1/collections",
        "GET,    /v1/collections/a",
        "PUT,    /v1/collections/a",
        "GET,    /v1/collections/a/check",
        "GET,    /v1/collections/a/judgements",
        "POST,   /v1/collections/a/judgements",
        "POST,   /v1/collections/a/feedback",
        "GET,    /v1/collections/a/model",
        "POST,   /v1/collections/a/search/more",
        "GET,    /v1/collections/a/search",
        "GET,    /v1/collections/a/what-is-new",
        "POST,   /v1/training",
        "GET,    /v1/status",
        "GET,    /v1/keys",
        "GET,    /q/metrics",
        "POST,   /mcp",
        "GET,    /v1/what-is-new",
        "GET,    /v1;x/collections;y/a;z/judgements",
        "GET,    /%761/collections/a/judgements",
    })
    void whatIsAboutEverybodysIsClosed(String method, String path) {
        assertThat(TenantRoutes.isOpen(method, path)).isFalse();
    }
}
