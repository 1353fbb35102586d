package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The part of a passage that shows best why it was found: the window that holds most of the matching words.
 *
 * @param text on one line, cut at words
 * @param matching the UTF-16 positions in {@code text} that belong to a word of the query
 */
record Snippet(String text, BitSet matching) {

    /** Returns the best part of a hit's text, about {@code length} UTF-16 units long. */
    static Snippet of(JsonNode hit, int length) {
        String text = Printable.of(hit.path("text").asText("")).replaceAll("\\s", " ");
        BitSet matching = new BitSet(text.length());
        hit.path("highlights").forEach(range -> mark(matching, text, range));
        int start = wordStart(text, bestStart(matching, text.length(), length));
        int end = wordEnd(text, Math.min(text.length(), start + length));
        return new Snippet(text.substring(start, end), matching.get(start, Math.max(start, end)))
                .withDots(start > 0, end < text.length());
    }

    /** Returns the lines of the snippet, none wider than {@code width}, matching words bold on a terminal. */
    List<String> wrapped(Terminal terminal, int width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(start, width);
            String line = styled(terminal, start, end).strip();
            if (!line.isEmpty()) {
                lines.add(line);
            }
            start = end;
        }
        return lines;
    }

    private int lineEnd(int start, int width) {
        if (text.length() - start <= width) {
            return text.length();
        }
        int blank = text.lastIndexOf(' ', start + width);
        return blank > start ? blank + 1 : start + width;
    }

    private String styled(Terminal terminal, int start, int end) {
        StringBuilder line = new StringBuilder();
        int at = start;
        while (at < end) {
            boolean bold = matching.get(at);
            int change = bold ? matching.nextClearBit(at) : matching.nextSetBit(at);
            int next = change < 0 ? end : Math.min(end, change);
            String part = text.substring(at, next);
            line.append(bold ? terminal.bold(part) : part);
            at = next;
        }
        return line.toString();
    }

    private Snippet withDots(boolean before, boolean after) {
        BitSet moved = new BitSet();
        int shift = before ? 2 : 0;
        matching.stream().forEach(position -> moved.set(position + shift));
        return new Snippet((before ? "… " : "") + text + (after ? " …" : ""), moved);
    }

    private static void mark(BitSet matching, String text, JsonNode range) {
        int from = Math.clamp(range.path(0).asInt(), 0, text.length());
        int to = Math.clamp(range.path(1).asInt(), from, text.length());
        matching.set(from, to);
    }

    private static int bestStart(BitSet matching, int textLength, int length) {
        int best = 0;
        int bestCount = matching.get(0, Math.min(textLength, length)).cardinality();
        for (int at = matching.nextSetBit(0); at >= 0; at = matching.nextSetBit(matching.nextClearBit(at))) {
            int start = Math.max(0, Math.min(at - length / 6, textLength - length));
            int count =
                    matching.get(start, Math.min(textLength, start + length)).cardinality();
            if (count > bestCount) {
                best = start;
                bestCount = count;
            }
        }
        return best;
    }

    private static int wordStart(String text, int at) {
        int blank = at == 0 ? -1 : text.indexOf(' ', at);
        return at == 0 || blank < 0 || blank - at > 40 ? at : blank + 1;
    }

    private static int wordEnd(String text, int at) {
        int blank = at == text.length() ? at : text.lastIndexOf(' ', at);
        return at - blank > 40 || blank < 0 ? at : blank;
    }
}
