package io.vizsla.testkit;

import io.vizsla.api.encoding.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** A tokenizer for tests: every run of characters without white space is one token. */
public final class FakeTokenizer implements Tokenizer {

    @Override
    public List<TokenSpan> spans(String text) {
        List<TokenSpan> spans = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = skip(text, at, true);
            int end = skip(text, start, false);
            if (end > start) {
                spans.add(new TokenSpan(start, end));
            }
            at = end;
        }
        return spans;
    }

    private static int skip(String text, int from, boolean white) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) == white) {
            at++;
        }
        return at;
    }
}
