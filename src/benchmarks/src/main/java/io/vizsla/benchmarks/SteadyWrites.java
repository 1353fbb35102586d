package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;

/** One client that sends a document after the other. Close it to have it stop. */
final class SteadyWrites implements AutoCloseable {

    private static final int PAUSE_MILLIS = 200;
    private static final int PATIENCE_SECONDS = 300;

    private final RunningInstance instance;
    private final String collection;
    private final Thread client;
    private int written;
    private int failed;
    private volatile boolean isOver;

    SteadyWrites(RunningInstance instance, String collection) {
        this.instance = instance;
        this.collection = collection;
        client = Thread.ofPlatform().name("writes").start(this::write);
    }

    private void write() {
        try {
            for (; !isOver; written++) {
                try {
                    instance.put(
                            path(written), "{\"text\": \"Entry " + word(written) + " of the pump station's log.\"}");
                } catch (IllegalStateException refused) {
                    failed++;
                    System.out.println("not taken: " + refused.getMessage());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it and returns how many documents it sent. */
    int end() throws InterruptedException {
        close();
        return written;
    }

    /** Returns how many were not taken; after the end. */
    int failed() {
        return failed;
    }

    /** Waits for the documents and returns how many of them a search by their own word does not find, or not once. */
    int wrong() throws InterruptedException {
        instance.putAndWait(path(written), "{\"text\": \"The last entry.\"}", PATIENCE_SECONDS);
        int wrong = 0;
        for (int i = 0; i < written; i++) {
            boolean once = isFoundOnce(i);
            // The last ones lie on other partitions than what was waited for.
            for (int tries = 0; !once && tries < 100; tries++) {
                Thread.sleep(200);
                once = isFoundOnce(i);
            }
            wrong += once ? 0 : 1;
        }
        return wrong;
    }

    private boolean isFoundOnce(int number) {
        JsonNode hits = instance.post(
                        "/v1/collections/" + collection + "/search",
                        "{\"query\": \"" + word(number) + "\", \"mode\": \"lexical\"}")
                .path("hits");
        return hits.size() == 1 && hits.at("/0/documentId").asText().equals("steady-" + number);
    }

    private String path(int number) {
        return "/v1/collections/" + collection + "/documents/steady-" + number;
    }

    private static String word(int number) {
        return "entry" + number + "x";
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        client.join();
    }
}
