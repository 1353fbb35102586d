package io.vizsla.query.files;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is said to be; what it really is, the parser looks at. */
final class ContentTypes {

    private static final String ANYTHING = "application/octet-stream";

    private static final Map<String, String> BY_EXTENSION = Map.of(
            "pdf", "application/pdf",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "html", "text/html",
            "htm", "text/html",
            "xhtml", "application/xhtml+xml",
            "md", "text/markdown",
            "markdown", "text/markdown",
            "txt", "text/plain");

    private ContentTypes() {}

    /** Returns the type that the sender gives, else the one that the name's ending stands for, else null. */
    static @Nullable String of(@Nullable String sent, String fileName) {
        if (sent != null && !sent.isBlank() && !sent.startsWith(ANYTHING)) {
            return sent;
        }
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? null : BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
