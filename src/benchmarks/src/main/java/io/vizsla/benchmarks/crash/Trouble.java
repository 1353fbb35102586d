package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults of a cluster, one after the other, drawn like cards: none comes again before every other one has come. For one thread. */
final class Trouble {

    private static final int SHORTEST_MILLIS = 200;
    private static final int LONGEST_MILLIS = 4_000;
    private static final int LONGEST_PEACE_MILLIS = 1_500;

    private final Random moments;
    private final CrashCluster cluster;
    private final FaultProxy broker;
    private final FaultProxy store;
    private final Company company;
    private final List<Card> deck = new ArrayList<>();

    /** What can happen. */
    private interface Card {
        String play() throws IOException, InterruptedException;
    }

    /** Lets an indexer come or go, and tells which. */
    interface Company {
        String change() throws IOException, InterruptedException;
    }

    /**
     * Shuffles.
     *
     * @param broker stands between indexers and broker
     * @param store stands between indexers and store
     */
    Trouble(long seed, CrashCluster cluster, FaultProxy broker, FaultProxy store, Company company) {
        this.moments = new Random(seed ^ 0x7e11a1e5L);
        this.cluster = cluster;
        this.broker = broker;
        this.store = store;
        this.company = company;
    }

    /** Lets a fault come and, most of the time, go; tells which it was. */
    String next() throws IOException, InterruptedException {
        if (deck.isEmpty()) {
            fill();
            Collections.shuffle(deck, moments);
        }
        Thread.sleep(moments.nextInt(LONGEST_PEACE_MILLIS));
        return deck.removeLast().play();
    }

    private void fill() {
        for (EdgeFault fault : EdgeFault.values()) {
            if (fault != EdgeFault.NONE) {
                deck.add(() -> edge("store", store, fault));
            }
            // Nobody answers for a broker by HTTP.
            if (fault != EdgeFault.NONE && fault != EdgeFault.UNAVAILABLE) {
                deck.add(() -> edge("broker", broker, fault));
            }
        }
        deck.add(() -> standstill("the indexer", cluster.indexer().handle()));
        deck.add(() -> standstill("the broker", cluster.broker().handle()));
        deck.add(() -> standstill("Milvus", cluster.milvus().handle()));
        deck.add(company::change);
        deck.add(company::change);
    }

    private String edge(String name, FaultProxy proxy, EdgeFault fault) throws InterruptedException {
        int millis = millis();
        proxy.begin(fault);
        Thread.sleep(millis);
        proxy.heal();
        return fault + " of the way to the " + name + " for " + millis + " ms";
    }

    private String standstill(String name, ProcessHandle process) throws IOException, InterruptedException {
        int millis = millis();
        Standstill.begin(process);
        try {
            Thread.sleep(millis);
        } finally {
            Standstill.end(process);
        }
        return name + " stands still for " + millis + " ms";
    }

    private int millis() {
        return SHORTEST_MILLIS + moments.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    }
}
