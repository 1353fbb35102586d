package io.vizsla.encoding;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The texts of one caller, of which some wait and the others are being computed or done. Guarded by the batcher's lock. */
final class QueryCall {

    /** A call with more texts is work in bulk, for which nobody sits and waits as for an answer. */
    static final int FEW = 8;

    private final List<Pending> texts;
    private final Deque<Pending> waiting;

    QueryCall(List<Pending> texts) {
        this.texts = texts;
        this.waiting = new ArrayDeque<>(isBulk() ? sorted(texts) : texts);
    }

    /** Returns the texts in order of length, so that those which are taken together need little padding. */
    private static List<Pending> sorted(List<Pending> texts) {
        return texts.stream()
                .sorted(Comparator.comparingInt((Pending p) -> p.text().length())
                        .reversed())
                .toList();
    }

    /** Returns whether the call has many texts. */
    boolean isBulk() {
        return texts.size() > FEW;
    }

    /** Returns whether every text is done, well or not. */
    boolean isDone() {
        return texts.stream().allMatch(p -> p.result().isDone());
    }

    /** Returns whether a text still waits. */
    boolean waits() {
        return !waiting.isEmpty();
    }

    /** Returns the texts that wait, in the order in which they are taken. */
    Deque<Pending> waiting() {
        return waiting;
    }

    /** Returns the length of the next text, of which there must be one. */
    int nextTokens() {
        return waiting.getFirst().text().length();
    }
}
