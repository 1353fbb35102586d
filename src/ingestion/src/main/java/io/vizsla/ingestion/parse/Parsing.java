package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** Chooses the parser of a kind of file; used in this process and in the worker. */
final class Parsing {

    private Parsing() {}

    static ParsedDocument parse(MediaFamily family, byte[] content, String contentType, int mostCharacters) {
        try {
            return switch (family) {
                case TEXT -> text(content, contentType, mostCharacters);
                case MARKDOWN -> MarkdownParser.parse(TextDecoder.decode(content, contentType), mostCharacters);
                case HTML -> HtmlParser.parse(content, contentType, mostCharacters);
                case PDF, DOCX -> TikaReader.parse(family, content, mostCharacters);
            };
        } catch (StackOverflowError tooDeep) {
            throw VizslaException.of(
                    ErrorCode.PARSE_LIMIT_EXCEEDED, "The document is nested deeper than the parser can follow");
        }
    }

    private static ParsedDocument text(byte[] content, String contentType, int mostCharacters) {
        String text = TextDecoder.decode(content, contentType);
        new SectionBuilder(mostCharacters).check(text.length());
        return ParsedDocument.ofText(text);
    }
}
