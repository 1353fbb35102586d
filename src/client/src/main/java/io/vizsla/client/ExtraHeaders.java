package io.vizsla.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers of a call that its caller gives. What could end a header and begin another one, or a body, is refused. */
final class ExtraHeaders {

    /** Those that the client writes itself, and those by which a request would end elsewhere than it does. */
    private static final Set<String> OURS = Set.of(
            "accept",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String KEY = "authorization";
    /** Beside letters and digits, as RFC 9110 has it in 5.6.2. */
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    private static final int SHOWN = 40;

    private ExtraHeaders() {}

    /**
     * Asks for the headers of one call and checks them.
     *
     * @throws VizslaClientException with the code {@code invalid_argument}; it shows no value, which may be secret
     */
    static Map<String, String> of(ClientOptions options) {
        @Nullable Map<String, String> given = options.headers().get();
        if (given == null) {
            throw VizslaClientException.invalid("headers", null, "a map, empty for none");
        }
        // A copy: nobody changes it between the look and the sending.
        Map<String, String> headers = new LinkedHashMap<>(given);
        headers.forEach((name, value) -> {
            checkName(name, options.apiKey() != null);
            checkValue("headers." + name, value);
        });
        return headers;
    }

    private static void checkName(@Nullable String name, boolean hasKey) {
        if (name == null || name.isEmpty() || !name.chars().allMatch(ExtraHeaders::isTokenPart)) {
            throw VizslaClientException.invalid("headers", shown(name), "names of letters, digits and " + TOKEN);
        }
        String plain = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(plain) || hasKey && plain.equals(KEY)) {
            throw VizslaClientException.invalid("headers", name, "names of headers that the client does not write");
        }
    }

    /**
     * Checks what is to stand in a header.
     *
     * @throws VizslaClientException with the code {@code invalid_argument}, without the value
     */
    static void checkValue(String field, @Nullable String value) {
        if (value == null) {
            throw VizslaClientException.invalid(field, null, "a text");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw VizslaClientException.invalid(
                        field,
                        String.format(Locale.ROOT, "a text with U+%04X at %d", (int) c, i),
                        "visible ASCII, spaces and tabs");
            }
        }
    }

    private static boolean isTokenPart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN.indexOf(c) >= 0;
    }

    /** A name with the end of a line in it must not end one of a log either. */
    private static @Nullable String shown(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String visible = name.replaceAll("[^ -~]", "?");
        return "\"" + (visible.length() > SHOWN ? visible.substring(0, SHOWN) + "..." : visible) + "\"";
    }
}
