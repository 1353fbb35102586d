package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.Verb;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key of this API. */
@Schema(name = "Key")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyDto(
        String id,
        String name,
        @Schema(description = "read, write, train, admin") List<String> verbs,
        List<String> collections,
        @Nullable String tenant,
        Instant createdAt,
        @Nullable Instant expiresAt,

        @Schema(description = "What callers present. Told once, when the key is made.") @Nullable
        String key) {

    /** Describes a key. */
    public static KeyDto of(AccessKey key, @Nullable String presented) {
        return new KeyDto(
                key.id(),
                key.name(),
                key.verbs().stream().map(Verb::id).sorted().toList(),
                key.collections().stream().sorted().toList(),
                key.tenant(),
                key.createdAt(),
                key.expiresAt(),
                presented);
    }
}
