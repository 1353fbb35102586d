package io.vizsla.query.rest.dto;

import io.vizsla.api.access.Verb;
import io.vizsla.api.error.VizslaException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a new key is for. */
@Schema(name = "KeyRequest")
public record KeyRequest(
        @Schema(required = true, description = "What it is for.") @Nullable
        String name,

        @Schema(required = true, description = "read, write, train, admin") @Nullable
        List<@Nullable String> verbs,

        @Schema(
                required = true,
                description = "Names of collections, or the beginning of names with * behind it; * for all.")
        @Nullable
        List<@Nullable String> collections,

        @Schema(
                description = "Whose documents it is good for, in collections with a field of the type `tenant`; "
                        + "left out for everybody's.",
                examples = "acme")
        @Nullable
        String tenant,

        @Schema(description = "From when on it is refused, such as 2027-01-01T00:00:00Z; left out for never.") @Nullable
        String expiresAt) {

    /** Returns what the key is for. */
    public String checkedName() {
        if (name == null) {
            throw VizslaException.invalid("name", null, "what the key is for");
        }
        return name;
    }

    /** Returns what the key may do. */
    public Set<Verb> checkedVerbs() {
        return named("verbs", verbs).stream()
                .map(verb -> Verb.of("verbs", verb))
                .collect(Collectors.toSet());
    }

    /** Returns what the key is good for. */
    public Set<String> checkedCollections() {
        return named("collections", collections);
    }

    /** Returns from when on the key is refused, null for never. */
    public @Nullable Instant checkedExpiry() {
        return expiresAt == null ? null : instant("expiresAt", expiresAt);
    }

    static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notInstant) {
            throw VizslaException.invalid(field, text, "an ISO-8601 instant such as 2027-01-01T00:00:00Z");
        }
    }

    private static Set<String> named(String field, @Nullable List<@Nullable String> values) {
        if (values == null || values.isEmpty()) {
            throw VizslaException.invalid(field, values, "one or more");
        }
        return values.stream().map(String::valueOf).collect(Collectors.toSet());
    }
}
