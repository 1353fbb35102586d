package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is: what its sender says, what its name says, and what its bytes show. The bytes have a veto. */
final class MediaTypes {

    private static final String READABLE =
            "one of text/plain, text/markdown, text/html, application/xhtml+xml, application/pdf and "
                    + MediaFamily.DOCX.type();

    private static final Map<String, MediaFamily> BY_TYPE = Map.ofEntries(
            Map.entry("text/markdown", MediaFamily.MARKDOWN),
            Map.entry("text/x-markdown", MediaFamily.MARKDOWN),
            Map.entry("text/x-web-markdown", MediaFamily.MARKDOWN),
            Map.entry("text/html", MediaFamily.HTML),
            Map.entry("application/xhtml+xml", MediaFamily.HTML),
            Map.entry("application/pdf", MediaFamily.PDF),
            Map.entry("application/x-pdf", MediaFamily.PDF),
            Map.entry(MediaFamily.DOCX.type(), MediaFamily.DOCX),
            Map.entry("application/json", MediaFamily.TEXT),
            Map.entry("application/x-ndjson", MediaFamily.TEXT));

    private static final Map<String, MediaFamily> BY_EXTENSION = Map.ofEntries(
            Map.entry("md", MediaFamily.MARKDOWN),
            Map.entry("markdown", MediaFamily.MARKDOWN),
            Map.entry("html", MediaFamily.HTML),
            Map.entry("htm", MediaFamily.HTML),
            Map.entry("xhtml", MediaFamily.HTML),
            Map.entry("pdf", MediaFamily.PDF),
            Map.entry("docx", MediaFamily.DOCX),
            Map.entry("txt", MediaFamily.TEXT),
            Map.entry("text", MediaFamily.TEXT));

    /** How many bytes give a file away. */
    private static final int HEAD = 1 << 16;

    private MediaTypes() {}

    /**
     * Returns what a file is.
     *
     * @throws VizslaException {@code UNSUPPORTED_MEDIA_TYPE} if it is said or seen to be something that cannot be read;
     *     {@code UNREADABLE_DOCUMENT} if the bytes are not what they are said to be
     */
    static MediaFamily family(byte[] content, String contentType, @Nullable String fileName) {
        MediaFamily claimed = claimed(contentType, fileName);
        MediaFamily seen = seen(content);
        if (claimed == null) {
            return seen != null ? seen : unclaimed(content);
        }
        if (seen != claimed && (claimed.binary() || seen != null && seen.binary())) {
            throw mismatch(claimed, content);
        }
        if (!claimed.binary() && BinaryContent.recognized(content)) {
            throw mismatch(claimed, content);
        }
        if (claimed == MediaFamily.DOCX) {
            checkEnd(content);
        }
        return claimed;
    }

    /** A zip file names its entries at its end; without it, a reader may take a part for the whole. */
    private static void checkEnd(byte[] content) {
        if (!contains(content, "PK\u0005\u0006", Math.max(0, content.length - HEAD), content.length)) {
            throw VizslaException.of(ErrorCode.UNREADABLE_DOCUMENT, "The document is cut off: its end is missing");
        }
    }

    /** Returns the media type without parameters, in lower case. */
    static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** Returns the name of what the bytes look like. */
    static String found(byte[] content) {
        if (seen(content) == MediaFamily.DOCX) {
            return MediaFamily.DOCX.type();
        }
        try {
            return MimeTypes.getDefaultMimeTypes()
                    .detect(new ByteArrayInputStream(content), new Metadata())
                    .toString();
        } catch (IOException impossible) {
            return "application/octet-stream";
        }
    }

    /** Returns the error for bytes that are not of the kind they should be. */
    static VizslaException mismatch(MediaFamily claimed, byte[] content) {
        return VizslaException.of(
                ErrorCode.UNREADABLE_DOCUMENT,
                "The content is not " + claimed.type() + ": its bytes look like " + found(content));
    }

    private static @Nullable MediaFamily claimed(String contentType, @Nullable String fileName) {
        String type = essence(contentType);
        if (type.isEmpty() || type.equals("application/octet-stream")) {
            return byExtension(fileName);
        }
        MediaFamily family = BY_TYPE.get(type);
        if (family == null && type.startsWith("text/")) {
            return MediaFamily.TEXT;
        }
        if (family == null) {
            throw VizslaException.field(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "contentType", contentType, READABLE);
        }
        return family;
    }

    private static @Nullable MediaFamily byExtension(@Nullable String fileName) {
        int dot = fileName == null ? -1 : fileName.lastIndexOf('.');
        return fileName == null || dot < 0
                ? null
                : BY_EXTENSION.get(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static MediaFamily unclaimed(byte[] content) {
        String found = found(content);
        if (found.startsWith("text/html") || found.startsWith("application/xhtml")) {
            return MediaFamily.HTML;
        }
        if (!BinaryContent.recognized(content) && TextDecoder.looksLikeText(content)) {
            return MediaFamily.TEXT;
        }
        throw VizslaException.field(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "contentType", found, READABLE);
    }

    private static @Nullable MediaFamily seen(byte[] content) {
        if (contains(content, "%PDF-", 0, Math.min(content.length, 1024))) {
            return MediaFamily.PDF;
        }
        return wordDocument(content) ? MediaFamily.DOCX : null;
    }

    private static boolean wordDocument(byte[] content) {
        boolean zip = content.length > 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3;
        // A zip file names its entries at its end; some writers put the main part first.
        return zip
                && (contains(content, "word/", Math.max(0, content.length - HEAD), content.length)
                        || contains(content, "word/", 0, Math.min(content.length, HEAD)));
    }

    private static boolean contains(byte[] content, String needle, int from, int to) {
        byte[] bytes = needle.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i + bytes.length <= to; i++) {
            if (content[i] == bytes[0] && Arrays.equals(content, i, i + bytes.length, bytes, 0, bytes.length)) {
                return true;
            }
        }
        return false;
    }
}
