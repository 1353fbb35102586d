package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** An instance's error (RFC 9457), as far as a caller needs it; every part may be missing where something else answers. */
record Problem(
        @JsonProperty("code") @Nullable String code,
        @JsonProperty("detail") @Nullable String detail,
        @JsonProperty("field") @Nullable String field,
        @JsonProperty("value") @Nullable String value,
        @JsonProperty("bound") @Nullable String bound) {

    static final Problem NONE = new Problem(null, null, null, null, null);

    String codeOr(String other) {
        return code == null ? other : code;
    }

    String sentence(int status) {
        return detail == null ? "HTTP status " + status : detail;
    }
}
