package io.vizsla.api.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSchemaTest {

    private static final FieldSchema SCHEMA =
            FieldSchema.of(Map.of("year", FieldType.INTEGER, "tag", FieldType.KEYWORD, "day", FieldType.DATE));

    @Test
    void readsDeclaredFieldsAndLeavesTheRest() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("year", 1999);
        metadata.put("tag", List.of("a", "b"));
        metadata.put("day", "1970-01-02T00:00:00+01:00");
        metadata.put("other", Map.of("deep", 1));

        assertThat(SCHEMA.typed(metadata))
                .isEqualTo(Map.of("year", List.of(1999L), "tag", List.of("a", "b"), "day", List.of(82_800_000L)));
    }

    @Test
    void treatsNullAsAbsent() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("year", null);

        assertThat(SCHEMA.typed(metadata)).isEmpty();
    }

    @Test
    void wholeNumbersMayComeAsDecimals() {
        assertThat(SCHEMA.typed(Map.of("year", 2020.0))).isEqualTo(Map.of("year", List.of(2020L)));
    }

    @Test
    void namesFieldValueAndBound() {
        for (Object bad : Arrays.asList("x", 1.5, true, new BigInteger("9".repeat(30)), Map.of(), List.of("x"))) {
            VizslaException error =
                    catchThrowableOfType(VizslaException.class, () -> SCHEMA.typed(Map.of("year", bad)));

            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_METADATA);
            assertThat(error.field()).contains("metadata.year");
            assertThat(error.bound()).contains("a whole number of 64 bits");
        }
    }

    @Test
    void boundsNumberAndNamesOfFields() {
        Map<String, FieldType> many = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("f" + i, FieldType.KEYWORD);
        }

        assertThat(catchThrowableOfType(VizslaException.class, () -> FieldSchema.of(many)))
                .isNotNull();
        for (String name : List.of("", "1a", "a b", "a".repeat(65), "a\"b")) {
            assertThat(catchThrowableOfType(
                            VizslaException.class, () -> FieldSchema.of(Map.of(name, FieldType.KEYWORD))))
                    .isNotNull();
        }
    }

    @Test
    void aDocumentOfATenantSaysWhoseItIs() {
        FieldSchema shared = FieldSchema.of(Map.of("org", FieldType.TENANT));

        assertThat(shared.tenantField()).contains("org");
        assertThat(FieldSchema.EMPTY.tenantField()).isEmpty();
        shared.check(new DocumentRef("c", "acme/d"), Map.of("org", "acme"));
        for (String id : List.of("d", "acme", "acme/", "other/d", "acme2/d")) {
            assertThatThrownBy(() -> shared.check(new DocumentRef("c", id), Map.of("org", "acme")))
                    .as(id)
                    .isInstanceOfSatisfying(VizslaException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
                        assertThat(e.field()).contains("metadata.org");
                    });
        }
        assertThatThrownBy(() -> shared.check(new DocumentRef("c", "acme/d"), Map.of()))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("metadata.org");
        assertThatThrownBy(() -> FieldSchema.of(Map.of("a", FieldType.TENANT, "b", FieldType.TENANT)))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("at most one");
    }
}
