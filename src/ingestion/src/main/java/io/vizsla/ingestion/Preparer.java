package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.text.CleanText;
import io.vizsla.ingestion.cut.Cut;
import io.vizsla.ingestion.cut.Cutter;
import io.vizsla.ingestion.cut.Piece;
import io.vizsla.ingestion.parse.DocumentParser;
import io.vizsla.ingestion.parse.ParsedDocument;
import io.vizsla.ingestion.parse.Section;
import io.vizsla.ingestion.text.Blank;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what an event carries into chunks: fetches, parses, cleans and cuts. */
final class Preparer {

    private final DocumentParser parser;
    private final Claims claims;
    private final Cutters cutters;
    private final IngestOptions options;
    private final IngestListener listener;

    /** A document in chunks. */
    record Prepared(String title, List<Chunk> chunks) {}

    Preparer(DocumentParser parser, Claims claims, Cutters cutters, IngestOptions options, IngestListener listener) {
        this.parser = parser;
        this.claims = claims;
        this.cutters = cutters;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Returns a document's chunks, at least one.
     *
     * @throws VizslaException of a caller's kind if the document cannot be used; {@code INTERNAL} if a parser broke on
     *     it; others if something else is at fault
     */
    Prepared prepare(
            DocumentRef document, long version, String contentHash, DocumentBody body, OpenCollection collection) {
        collection.spec().fields().check(document, body.metadata());
        Cutter cutter = cutters.of(collection);
        long start = System.nanoTime();
        ParsedDocument parsed = clean(parsed(document, body));
        listener.parsed(document, Duration.ofNanos(System.nanoTime() - start));
        start = System.nanoTime();
        Cut cut = cutter.cut(title(body, parsed), parsed.sections(), options.chunksPerDocument());
        if (cut.pieces().isEmpty()) {
            throw VizslaException.of(ErrorCode.EMPTY_DOCUMENT, "There is no text in the document");
        }
        List<Chunk> chunks = chunks(document, version, contentHash, body, cut);
        listener.cut(document, chunks.size(), Duration.ofNanos(System.nanoTime() - start));
        return new Prepared(cut.title(), chunks);
    }

    private ParsedDocument parsed(DocumentRef document, DocumentBody body) {
        if (body.text() != null) {
            return ParsedDocument.ofText(body.text());
        }
        byte[] content = body.content() != null ? body.content() : claims.fetch(body);
        String text = DocumentBody.TEXT_TYPE.equals(body.contentType()) ? utf8(content) : null;
        return text != null ? ParsedDocument.ofText(text) : parse(content, body.contentType(), document.id());
    }

    /**
     * Returns the text that was claimed or sent as bytes exactly as it was, null if the bytes are none. A text that was
     * claimed has no zeros; a file that has some, whatever it is declared as, is for the parser to judge.
     */
    private static @Nullable String utf8(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.indexOf(0) < 0 ? text : null;
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    private ParsedDocument parse(byte[] content, @Nullable String contentType, String fileName) {
        try {
            return parser.parse(content, contentType == null ? "" : contentType, fileName);
        } catch (VizslaException told) {
            throw told;
        } catch (RuntimeException broken) {
            throw VizslaException.of(ErrorCode.INTERNAL, "The parser broke on the document: " + broken, broken);
        }
    }

    private ParsedDocument clean(ParsedDocument parsed) {
        List<Section> sections = new ArrayList<>(parsed.sections().size());
        long characters = 0;
        for (Section section : parsed.sections()) {
            characters += section.text().length();
            sections.add(new Section(
                    section.headings().stream().map(Preparer::line).toList(), CleanText.clean(section.text())));
        }
        if (characters > options.limits().textCharacters()) {
            throw VizslaException.field(
                    ErrorCode.PARSE_LIMIT_EXCEEDED,
                    "textCharacters",
                    characters,
                    "at most " + options.limits().textCharacters());
        }
        return new ParsedDocument(parsed.title(), sections, parsed.properties());
    }

    private static String title(DocumentBody body, ParsedDocument parsed) {
        String given = body.title();
        return line(given == null || Blank.isBlank(given) ? parsed.title() : given);
    }

    /** Returns a title or heading on one line. */
    private static String line(String text) {
        return CleanText.clean(text).replaceAll("\\s+", " ").strip();
    }

    // The class file of Chunk does not tell that metadata may hold nulls: the compiler leaves it out of the
    // constructor.
    @SuppressWarnings("NullAway")
    private static List<Chunk> chunks(
            DocumentRef document, long version, String contentHash, DocumentBody body, Cut cut) {
        List<Chunk> chunks = new ArrayList<>(cut.pieces().size());
        for (Piece piece : cut.pieces()) {
            chunks.add(new Chunk(
                    new ChunkId(document, chunks.size()),
                    version,
                    cut.title(),
                    piece.headings(),
                    piece.text(),
                    piece.start(),
                    piece.end(),
                    body.metadata(),
                    contentHash));
        }
        return chunks;
    }
}
