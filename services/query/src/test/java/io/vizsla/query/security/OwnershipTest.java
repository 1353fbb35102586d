package io.vizsla.query.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Filter OWN = new Filter.Compare("org", Operator.EQ, "acme");

    private final Ownership acme = new Ownership("acme", "org");

    @Test
    void theTenantStandsBehindWhateverIsAsked() {
        Query plain = Query.of("dog", Mode.HYBRID, 10);
        Filter wanted = new Filter.Or(
                List.of(new Filter.Compare("org", Operator.EQ, "others"), new Filter.Compare("year", Operator.GT, 0L)));

        assertThat(acme.narrow(plain).filter()).isEqualTo(OWN);
        assertThat(acme.narrow(plain.withFilter(wanted)).filter()).isEqualTo(new Filter.And(List.of(wanted, OWN)));
        assertThat(Ownership.ALL.narrow(plain.withFilter(wanted)).filter()).isEqualTo(wanted);
    }

    @Test
    void anIdTellsWhoseADocumentIs() {
        assertThat(acme.owns("acme/d")).isTrue();
        for (String other : List.of("acme", "acme/", "acme2/d", "Acme/d", "/acme/d", "a/acme/d", "d", "ACME/d")) {
            assertThat(acme.owns(other)).as(other).isFalse();
            assertThat(Ownership.ALL.owns(other)).isTrue();
            assertThatThrownBy(() -> acme.require(new DocumentRef("c", other)))
                    .isInstanceOfSatisfying(VizslaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
                        assertThat(e.field()).contains("id");
                    });
        }
        assertThat(acme.named("a.pdf")).isEqualTo("acme/a.pdf");
        assertThat(Ownership.ALL.named("a.pdf")).isEqualTo("a.pdf");
    }

    @Test
    void aListBeginsWhereTheTenantsDocumentsDo() {
        assertThat(acme.after(null)).isEqualTo("acme/");
        assertThat(acme.after("a")).isEqualTo("acme/");
        assertThat(acme.after("acme/d")).isEqualTo("acme/d");
        assertThat(Ownership.ALL.after(null)).isNull();
    }
}
