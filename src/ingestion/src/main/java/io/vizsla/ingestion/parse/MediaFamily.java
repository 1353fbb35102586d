package io.vizsla.ingestion.parse;

/** The kinds of file that can be read. */
enum MediaFamily {
    TEXT("text/plain"),
    MARKDOWN("text/markdown"),
    HTML("text/html"),
    PDF("application/pdf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final String type;

    MediaFamily(String type) {
        this.type = type;
    }

    /** Returns the media type. */
    String type() {
        return type;
    }

    /** Returns whether files of this kind begin with bytes that give them away. */
    boolean binary() {
        return this == PDF || this == DOCX;
    }
}
