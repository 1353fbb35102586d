package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Hands the XHTML that Tika tells of a file to a collector of blocks, bounded in depth. */
final class SaxBlocks extends DefaultHandler {

    private static final int DEEPEST = 256;

    private final BlockCollector collector;
    private int depth;

    SaxBlocks(BlockCollector collector) {
        this.collector = collector;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        if (++depth > DEEPEST) {
            throw VizslaException.field(
                    ErrorCode.PARSE_LIMIT_EXCEEDED, "nesting", "more than " + DEEPEST, "at most " + DEEPEST);
        }
        collector.start(localName);
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        depth--;
        collector.end(localName);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        collector.text(new String(characters, start, length));
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        collector.text(new String(characters, start, length));
    }
}
