package io.vizsla.query.security;

import io.vizsla.api.access.Grant;
import io.vizsla.api.access.Verb;
import io.vizsla.api.document.Tenants;
import io.vizsla.query.config.SecurityConfig.Oidc;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a token's claims allow. What is not understood allows nothing. */
final class Claims {

    private static final int LONGEST_NAME = 100;

    private final String verbsClaim;
    private final String verbsPrefix;
    private final String collectionsClaim;
    private final String tenantClaim;
    private final boolean tenantRequired;
    private final List<String> collections;

    Claims(Oidc config) {
        this.verbsClaim = config.verbsClaim();
        this.verbsPrefix = config.verbsPrefix();
        this.collectionsClaim = config.collectionsClaim();
        this.tenantClaim = config.tenantClaim();
        this.tenantRequired = config.tenantRequired();
        this.collections = config.collections().orElse(List.of());
    }

    /** Returns whom a token was given to, and what it is good for. */
    Caller caller(String subject, Map<String, Object> claims) {
        String name = printable(subject);
        return new Caller(name, "the token of " + name, grant(claims));
    }

    private Grant grant(Map<String, Object> claims) {
        Set<Verb> verbs = words(find(claims, verbsClaim))
                .filter(word -> word.startsWith(verbsPrefix))
                .map(word -> word.substring(verbsPrefix.length()))
                .flatMap(id ->
                        Arrays.stream(Verb.values()).filter(verb -> verb.id().equals(id)))
                .collect(Collectors.toSet());
        Object named = find(claims, collectionsClaim);
        Stream<String> reached = named == null ? collections.stream() : words(named);
        Set<String> good = reached.filter(Grant::isCollections).collect(Collectors.toSet());
        if (!isSaid(claims, tenantClaim)) {
            return new Grant(tenantRequired ? Set.of() : verbs, good);
        }
        Object tenant = find(claims, tenantClaim);
        boolean isOne = tenant instanceof String name && Tenants.isName(name);
        return isOne ? new Grant(verbs, good, (String) tenant) : new Grant(Set.of(), good);
    }

    /** A claim's name may hold slashes, as addresses do; where there is none of that name they part a path. */
    private static @Nullable Object find(Map<String, Object> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        @Nullable Object at = claims;
        for (String step : name.split("/")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    /** A path that begins but leads nowhere says something, too: it is not the same as nothing. */
    private static boolean isSaid(Map<String, Object> claims, String name) {
        return claims.containsKey(name) || claims.containsKey(name.split("/", 2)[0]);
    }

    private static Stream<String> words(@Nullable Object value) {
        return switch (value) {
            case String text -> Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty());
            case Collection<?> list ->
                list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /** For logs and messages, of which it must make no second line. */
    private static String printable(String subject) {
        String plain = subject.codePoints()
                .map(point -> Character.isISOControl(point) || Character.isWhitespace(point) ? '?' : point)
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.isBlank() ? "nobody" : plain;
    }
}
