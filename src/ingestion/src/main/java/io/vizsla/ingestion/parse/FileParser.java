package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.text.Blank;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain text, Markdown, HTML, PDF and DOCX. PDF, DOCX and large Markdown and HTML files are read by a worker
 * process, so that no file can take this process' time or memory. Safe for any number of threads; the worker reads one
 * file at a time.
 */
public final class FileParser implements DocumentParser, AutoCloseable {

    private final ParseOptions options;
    private final ParserWorkers worker;

    /** Makes a parser; the worker process starts with the first file that needs it. */
    public FileParser(ParseOptions options) {
        this.options = options;
        this.worker = new ParserWorkers(options);
    }

    @Override
    public ParsedDocument parse(byte[] content, String contentType, @Nullable String fileName) {
        if (content.length == 0) {
            throw empty();
        }
        MediaFamily family = MediaTypes.family(content, contentType, fileName);
        ParsedDocument parsed = inProcess(family, content)
                ? Parsing.parse(family, content, contentType, options.textCharacters())
                : worker.parse(family, content, contentType);
        if (parsed.sections().stream().allMatch(FileParser::blank)) {
            throw empty();
        }
        return parsed;
    }

    /** Ends the worker process, if one runs. */
    @Override
    public void close() {
        worker.close();
    }

    private boolean inProcess(MediaFamily family, byte[] content) {
        return family == MediaFamily.TEXT || (!family.binary() && content.length <= options.inProcessBytes());
    }

    private static boolean blank(Section section) {
        return Blank.isBlank(section.text()) && section.headings().stream().allMatch(Blank::isBlank);
    }

    private static VizslaException empty() {
        return VizslaException.of(ErrorCode.EMPTY_DOCUMENT, "There is no text in the document");
    }
}
