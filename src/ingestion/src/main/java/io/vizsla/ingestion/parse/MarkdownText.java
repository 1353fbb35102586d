package io.vizsla.ingestion.parse;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Takes the words out of inline Markdown: links, emphasis and images leave the text that they mark. */
final class MarkdownText {

    private MarkdownText() {}

    /** Returns the text below a block. */
    static String of(Node block) {
        StringBuilder text = new StringBuilder();
        Node node = block.getFirstChild();
        while (node != null) {
            append(text, node);
            node = node.getFirstChild() != null ? node.getFirstChild() : MarkdownParser.next(node, block);
        }
        return text.toString();
    }

    /** Returns a table row's cells on one line. */
    static String ofRow(TableRow row) {
        StringBuilder line = new StringBuilder();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (cell instanceof TableCell) {
                line.append(line.isEmpty() ? "" : " | ").append(of(cell));
            }
        }
        return line.toString();
    }

    private static void append(StringBuilder text, Node node) {
        switch (node) {
            case Text words -> text.append(words.getLiteral());
            case Code code -> text.append(code.getLiteral());
            case SoftLineBreak _, HardLineBreak _ -> text.append('\n');
            default -> {
                // Emphasis, links and images speak through their children; inline HTML tags say nothing.
            }
        }
    }
}
