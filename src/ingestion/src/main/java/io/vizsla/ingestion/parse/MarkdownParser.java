package io.vizsla.ingestion.parse;

import io.vizsla.ingestion.parse.SectionBuilder.Gap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.front.matter.YamlFrontMatterBlock;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterNode;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * Reads Markdown: CommonMark with tables and front matter. Headings become sections; markup goes, what it marks stays.
 * The title is the front matter's, else the first heading's.
 */
final class MarkdownParser {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(YamlFrontMatterExtension.create(), TablesExtension.create()))
            .build();

    private final SectionBuilder sections;
    private String frontTitle = "";
    private String firstHeading = "";

    private MarkdownParser(int mostCharacters) {
        this.sections = new SectionBuilder(mostCharacters);
    }

    static ParsedDocument parse(String markdown, int mostCharacters) {
        MarkdownParser parser = new MarkdownParser(mostCharacters);
        parser.walk(PARSER.parse(markdown));
        String title = parser.frontTitle.isBlank() ? parser.firstHeading : parser.frontTitle;
        return new ParsedDocument(title, parser.sections.sections(), Map.of());
    }

    /** Visits the blocks in order, without recursion: hostile files nest deep. */
    private void walk(Node root) {
        Node node = root.getFirstChild();
        while (node != null) {
            boolean deeper = visit(node) && node.getFirstChild() != null;
            node = deeper ? node.getFirstChild() : next(node, root);
        }
    }

    /** Returns the node after this one and all below it, null if the root has no more. */
    static @Nullable Node next(Node node, Node root) {
        Node at = node;
        while (at != null && at != root && at.getNext() == null) {
            at = at.getParent();
        }
        return at == null || at == root ? null : at.getNext();
    }

    /** Takes what a block says; returns whether its children are still to be visited. */
    private boolean visit(Node node) {
        switch (node) {
            case YamlFrontMatterBlock block -> frontMatter(block);
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> sections.block(marker(paragraph) + MarkdownText.of(paragraph), gap(paragraph));
            case FencedCodeBlock code -> sections.block(unindented(code.getLiteral()), Gap.PARAGRAPH);
            case IndentedCodeBlock code -> sections.block(unindented(code.getLiteral()), Gap.PARAGRAPH);
            case HtmlBlock html ->
                sections.block(Jsoup.parseBodyFragment(html.getLiteral()).text(), Gap.PARAGRAPH);
            case TableRow row -> sections.block(MarkdownText.ofRow(row), rowGap(row));
            case LinkReferenceDefinition _ -> {
                return false;
            }
            default -> {
                return node instanceof Block || node.getParent() instanceof Block;
            }
        }
        return false;
    }

    private void heading(Heading heading) {
        String line = MarkdownText.of(heading);
        if (firstHeading.isEmpty()) {
            firstHeading = line;
        }
        sections.heading(heading.getLevel(), line);
    }

    private void frontMatter(YamlFrontMatterBlock block) {
        for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof YamlFrontMatterNode entry
                    && entry.getKey().equalsIgnoreCase("title")
                    && !entry.getValues().isEmpty()) {
                frontTitle = entry.getValues().getFirst();
            }
        }
    }

    private static String marker(Paragraph paragraph) {
        return inItem(paragraph) && paragraph.getPrevious() == null ? "- " : "";
    }

    private static Gap gap(Paragraph paragraph) {
        boolean first = !inItem(paragraph) || paragraph.getParent().getPrevious() == null && !nested(paragraph);
        return first ? Gap.PARAGRAPH : Gap.LINE;
    }

    private static boolean inItem(Paragraph paragraph) {
        return paragraph.getParent() instanceof ListItem;
    }

    /** Returns whether the paragraph's list lies in another list's item. */
    private static boolean nested(Paragraph paragraph) {
        Node list = paragraph.getParent().getParent();
        return list != null && list.getParent() instanceof ListItem;
    }

    private static Gap rowGap(TableRow row) {
        boolean first = row.getPrevious() == null && row.getParent().getPrevious() == null;
        return first ? Gap.PARAGRAPH : Gap.LINE;
    }

    private static String unindented(String code) {
        return code.stripTrailing().stripIndent();
    }
}
