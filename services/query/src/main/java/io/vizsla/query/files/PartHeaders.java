package io.vizsla.query.files;

import io.vizsla.api.error.VizslaException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a part that matter.
 *
 * @param field the part's name
 * @param fileName null if it is no file
 * @param contentType null where none is given
 */
record PartHeaders(
        String field, @Nullable String fileName, @Nullable String contentType) {

    static PartHeaders parse(String block) {
        Map<String, String> headers = new HashMap<>();
        for (String line : block.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        Map<String, String> disposition = disposition(headers.getOrDefault("content-disposition", ""));
        String field = disposition.get("name");
        if (field == null) {
            throw VizslaException.invalid(
                    "Content-Disposition", headers.get("content-disposition"), "form-data with a name");
        }
        return new PartHeaders(field, fileName(disposition), headers.get("content-type"));
    }

    private static Map<String, String> disposition(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    private static @Nullable String fileName(Map<String, String> disposition) {
        String name = disposition.get("filename");
        String extended = disposition.get("filename*");
        if (extended != null && extended.regionMatches(true, 0, "UTF-8''", 0, 7)) {
            name = decoded(extended.substring(7));
        }
        if (name == null) {
            return null;
        }
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }
}
