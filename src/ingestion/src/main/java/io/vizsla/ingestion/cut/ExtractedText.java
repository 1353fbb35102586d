package io.vizsla.ingestion.cut;

import io.vizsla.ingestion.parse.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a document as one string: each section's text below those of its headings that the section before it did
 * not have, each on a line. The offsets of chunks point into it. A document of one section without headings is its text
 * unchanged.
 *
 * @param text the whole
 * @param places where each section lies
 */
record ExtractedText(String text, List<Place> places) {

    /**
     * Where a section lies.
     *
     * @param headings its headings, outermost first
     * @param lines where the line of each heading starts, -1 for one that stands above an earlier section
     * @param start of its own text
     * @param end of its own text
     */
    record Place(List<String> headings, List<Integer> lines, int start, int end) {

        /** Returns where the section starts for a reader who knows its first {@code depth} headings. */
        int startBelow(int depth) {
            for (int i = depth; i < lines.size(); i++) {
                if (lines.get(i) >= 0) {
                    return lines.get(i);
                }
            }
            return start;
        }
    }

    static ExtractedText of(List<Section> sections) {
        StringBuilder text = new StringBuilder();
        List<Place> places = new ArrayList<>(sections.size());
        List<String> above = List.of();
        for (Section section : sections) {
            if (!text.isEmpty()) {
                text.append("\n\n");
            }
            places.add(append(text, section, shared(above, section.headings())));
            above = section.headings();
        }
        return new ExtractedText(text.toString(), places);
    }

    /** Returns how many headings two paths share from the outermost on. */
    static int shared(List<String> left, List<String> right) {
        int most = Math.min(left.size(), right.size());
        int depth = 0;
        while (depth < most && left.get(depth).equals(right.get(depth))) {
            depth++;
        }
        return depth;
    }

    private static Place append(StringBuilder text, Section section, int known) {
        List<Integer> lines = new ArrayList<>(section.headings().size());
        for (int i = 0; i < section.headings().size(); i++) {
            lines.add(i < known ? -1 : text.length());
            if (i >= known) {
                text.append(section.headings().get(i)).append('\n');
            }
        }
        int start = text.length();
        text.append(section.text());
        return new Place(section.headings(), lines, start, text.length());
    }
}
