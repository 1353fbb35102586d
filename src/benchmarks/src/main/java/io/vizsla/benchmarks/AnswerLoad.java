package io.vizsla.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One client that asks without a pause and looks at each answer. Close it to have it stop. */
final class AnswerLoad implements AutoCloseable {

    private final Thread client;
    private final List<String> failures = new ArrayList<>();
    private int asked;
    private final List<String> mixed = new ArrayList<>();
    private volatile boolean isOver;

    AnswerLoad(ModelAnswers answers) {
        client = Thread.ofPlatform().name("load").start(() -> {
            while (!isOver) {
                ask(answers);
            }
        });
    }

    private void ask(ModelAnswers answers) {
        asked++;
        try {
            String wrong = answers.askAny();
            if (!wrong.isEmpty()) {
                mixed.add(wrong);
            }
        } catch (IllegalStateException failed) {
            failures.add(String.valueOf(failed.getMessage()));
        }
    }

    /** Stops it and returns what it saw. */
    String end() throws InterruptedException {
        close();
        return String.format(
                Locale.ROOT,
                "%d searches, %d failed, %d that mix two models%s",
                asked,
                failures.size(),
                mixed.size(),
                Stream.concat(failures.stream(), mixed.stream())
                        .findFirst()
                        .map(first -> ": " + first)
                        .orElse(""));
    }

    /** Returns whether every answer came and was one model's; after the end. */
    boolean held() {
        return asked > 0 && failures.isEmpty() && mixed.isEmpty();
    }

    @Override
    public void close() throws InterruptedException {
        isOver = true;
        client.join();
    }
}
