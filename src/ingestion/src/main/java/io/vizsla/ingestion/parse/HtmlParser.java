package io.vizsla.ingestion.parse;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Reads HTML and XHTML as browsers do: entities of the document's own, external DTDs and links are never resolved. Keeps
 * headings; drops scripts, styles and navigation.
 */
final class HtmlParser {

    private static final Pattern XML_ENCODING = Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)");
    private static final int HEAD = 4096;

    private HtmlParser() {}

    static ParsedDocument parse(byte[] content, String contentType, int mostCharacters) {
        Document document = Jsoup.parse(TextDecoder.decode(content, declaration(content, contentType)));
        BlockCollector collector = new BlockCollector(mostCharacters);
        document.traverse(new Walker(collector));
        String title = document.title().isBlank() ? collector.firstHeading() : document.title();
        return new ParsedDocument(title, collector.sections(), Map.of());
    }

    /** Returns the words that may name a charset: the sender's, else the file's own. */
    private static String declaration(byte[] content, String contentType) {
        if (TextDecoder.named(contentType) != null) {
            return contentType;
        }
        String head = new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher xml = XML_ENCODING.matcher(head);
        return xml.find() ? "charset=" + xml.group(1) : meta(head);
    }

    private static String meta(String head) {
        Charset named = TextDecoder.named(head);
        return named == null ? "" : "charset=" + named.name();
    }

    /** Hands the elements to the collector in document order; what a navigation holds is handed on as such. */
    private record Walker(BlockCollector collector) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                collector.text(text.getWholeText());
            } else if (node instanceof Element element) {
                collector.start(name(element));
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                collector.end(name(element));
            }
        }

        private static String name(Element element) {
            boolean navigation = element.attr("role").equalsIgnoreCase("navigation") || element.hasAttr("hidden");
            return navigation ? "nav" : element.normalName();
        }
    }
}
