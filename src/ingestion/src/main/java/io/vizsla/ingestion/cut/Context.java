package io.vizsla.ingestion.cut;

import io.vizsla.api.encoding.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands above a chunk's text: the title and the headings, each shortened to a quarter of the budget. Of the
 * headings, the inner ones are kept; a heading that only repeats the title is left out.
 */
final class Context {

    private final Tokenizer tokenizer;
    private final int quarter;
    private final String fullTitle;
    private final String title;
    private final int titleTokens;
    private final Map<List<String>, Above> known = new HashMap<>();

    /** The headings that are kept of a path, and how many tokens title and headings take. */
    record Above(List<String> headings, int tokens) {}

    Context(Tokenizer tokenizer, String title, int budget) {
        this.tokenizer = tokenizer;
        this.quarter = budget / 4;
        this.fullTitle = title;
        this.title = shortened(title, quarter);
        this.titleTokens = tokens(this.title);
    }

    String title() {
        return title;
    }

    Above above(List<String> path) {
        return known.computeIfAbsent(path, this::measure);
    }

    private Above measure(List<String> path) {
        List<String> kept = kept(path);
        String line = String.join(" > ", kept);
        return new Above(kept, titleTokens + tokens(line));
    }

    private List<String> kept(List<String> path) {
        List<String> kept = new ArrayList<>();
        int left = quarter;
        for (int i = path.size() - 1; i >= 0 && left > 0; i--) {
            String heading = path.get(i);
            if (heading.isBlank() || (i == 0 && heading.equals(fullTitle))) {
                continue;
            }
            String fitting = shortened(heading, left);
            if (fitting.length() < heading.length() && !kept.isEmpty()) {
                break;
            }
            kept.addFirst(fitting);
            left -= tokens(fitting) + 1;
        }
        return kept;
    }

    private String shortened(String line, int most) {
        TokenStarts tokens = TokenStarts.of(tokenizer, line);
        if (tokens.count(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, new Boundaries(line).last(0, Math.max(1, tokens.start(most))))
                .strip();
    }

    private int tokens(String line) {
        return line.isEmpty() ? 0 : tokenizer.spans(line).size();
    }
}
