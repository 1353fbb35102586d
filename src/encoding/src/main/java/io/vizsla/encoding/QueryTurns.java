package io.vizsla.encoding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Whose texts are computed next. Calls with few texts go first, one text of each in turn. Calls with many stand behind
 * them and compute their own texts, a batch's worth at a time, in turn as well. Guarded by the batcher's lock.
 */
final class QueryTurns {

    private final int windowTokens;
    private final Deque<QueryCall> few = new ArrayDeque<>();
    private final Deque<QueryCall> bulk = new ArrayDeque<>();
    private int texts;
    private int fewTexts;
    private int tokens;

    /** Starts empty; {@code windowTokens} is about how many tokens are taken at a time. */
    QueryTurns(int windowTokens) {
        this.windowTokens = windowTokens;
    }

    /** Adds a call whose texts all wait. */
    void add(QueryCall call) {
        if (call.waits()) {
            line(call).addLast(call);
            count(call, call.waiting().size(), tokens(call));
        }
    }

    /** Takes out what still waits of a call, and returns whether that was anything. */
    boolean remove(QueryCall call) {
        if (!call.waits()) {
            return false;
        }
        line(call).remove(call);
        count(call, -call.waiting().size(), -tokens(call));
        call.waiting().clear();
        return true;
    }

    /** Takes out everything and returns it. */
    List<Pending> clear() {
        List<QueryCall> calls = new ArrayList<>(few);
        calls.addAll(bulk);
        List<Pending> left = new ArrayList<>();
        for (QueryCall call : calls) {
            left.addAll(call.waiting());
            remove(call);
        }
        return left;
    }

    /**
     * Returns whether a caller should compute now: if it has texts that wait and, where it has many of them, no more
     * calls of that kind are before it than there are other places free.
     */
    boolean mayLead(QueryCall call, int freePlaces) {
        return call.waits()
                && freePlaces > 0
                && (!call.isBulk() || bulk.stream().limit(freePlaces).anyMatch(other -> other == call));
    }

    /**
     * Takes what a caller computes next: a share of the calls with few texts, its own among them, or own texts behind
     * them. At least one is its own, so that whoever computes comes nearer to its end.
     *
     * @param leader of whose texts some wait
     * @param freePlaces among which the calls with few texts are shared, the leader's included
     */
    List<Pending> take(QueryCall leader, int freePlaces) {
        List<Pending> window = new ArrayList<>();
        Deque<QueryCall> served = share(leader, freePlaces);
        int own = leader.waiting().size();
        int taken = 0;
        while (!served.isEmpty() && fits(taken, served.getFirst())) {
            QueryCall call = served.removeFirst();
            taken += take(call, window);
            if (call.waits()) {
                served.addLast(call);
            }
        }
        boolean needsOwn = leader.waiting().size() == own;
        while (leader.waits() && (needsOwn || leader.isBulk() && fits(taken, leader))) {
            taken += take(leader, window);
            needsOwn = false;
        }
        giveBack(leader, served);
        return window;
    }

    /** Takes the first of the calls with few texts out of their line, the leader as the last. */
    private Deque<QueryCall> share(QueryCall leader, int freePlaces) {
        int others = Math.ceilDiv(few.size(), freePlaces) - (leader.isBulk() ? 0 : 1);
        line(leader).remove(leader);
        Deque<QueryCall> served = new ArrayDeque<>();
        while (served.size() < others) {
            served.addLast(few.removeFirst());
        }
        if (!leader.isBulk()) {
            served.addLast(leader);
        }
        return served;
    }

    /** Lines up what still waits: the leader at the end, the others at the front as they stood. */
    private void giveBack(QueryCall leader, Deque<QueryCall> served) {
        while (!served.isEmpty()) {
            QueryCall call = served.removeLast();
            if (call != leader && call.waits()) {
                few.addFirst(call);
            }
        }
        if (leader.waits()) {
            line(leader).addLast(leader);
        }
    }

    private boolean fits(int taken, QueryCall call) {
        return taken == 0 || taken + call.nextTokens() <= windowTokens;
    }

    private int take(QueryCall call, List<Pending> window) {
        Pending next = call.waiting().removeFirst();
        window.add(next);
        int length = next.text().length();
        count(call, -1, -length);
        return length;
    }

    private void count(QueryCall call, int moreTexts, int moreTokens) {
        texts += moreTexts;
        fewTexts += call.isBulk() ? 0 : moreTexts;
        tokens += moreTokens;
    }

    private Deque<QueryCall> line(QueryCall call) {
        return call.isBulk() ? bulk : few;
    }

    private static int tokens(QueryCall call) {
        return call.waiting().stream().mapToInt(p -> p.text().length()).sum();
    }

    /** Returns how many texts wait. */
    int texts() {
        return texts;
    }

    /** Returns how many texts wait that belong to calls with few of them. */
    int fewTexts() {
        return fewTexts;
    }

    /** Returns how many tokens wait. */
    int tokens() {
        return tokens;
    }
}
