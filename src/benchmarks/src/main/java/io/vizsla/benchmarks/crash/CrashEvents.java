package io.vizsla.benchmarks.crash;

import io.vizsla.benchmarks.crash.CrashEvent.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws the stream: new documents, updates, repetitions, deletions and poison. Half of the documents have versions given by
 * the producer, some of them too old to count; for the others the offset is the version.
 */
public final class CrashEvents {

    private final Random random;
    private final EventMix mix;
    private final int documents;
    private final int words;
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<CrashEvent> events = new ArrayList<>();

    private CrashEvents(Random random, EventMix mix, int documents, int words) {
        this.random = random;
        this.mix = mix;
        this.documents = documents;
        this.words = words;
    }

    /** Returns so many events; equal seeds give equal ones. */
    public static List<CrashEvent> draw(long seed, int count, EventMix mix) {
        return draw(seed, count, mix, Integer.MAX_VALUE, 60);
    }

    /** Returns so many events of so many documents at most, poisoned ones that never were any aside, of so many words. */
    public static List<CrashEvent> draw(long seed, int count, EventMix mix, int documents, int words) {
        CrashEvents drawn = new CrashEvents(new Random(seed), mix, documents, words);
        for (int i = 0; i < count; i++) {
            drawn.events.add(drawn.next(i));
        }
        return List.copyOf(drawn.events);
    }

    private CrashEvent next(int number) {
        int dice = random.nextInt(100);
        if (ids.isEmpty() || dice < mix.added() && ids.size() < documents) {
            return write(number, newId(number), text());
        }
        String id = ids.get(random.nextInt(ids.size()));
        if (dice < mix.untilUpdated()) {
            return write(number, id, text());
        }
        if (dice < mix.untilRepeated()) {
            return write(number, id, texts.getOrDefault(id, "again"));
        }
        if (dice < mix.untilDeleted()) {
            return new CrashEvent(number, Kind.DELETE, id, null, version(id, number));
        }
        String poisoned = random.nextBoolean() ? id : "poison-" + number;
        return new CrashEvent(number, Kind.POISON, poisoned, null, null);
    }

    private CrashEvent write(int number, String id, String text) {
        Long version = version(id, number);
        if (version == null || version == number) {
            texts.put(id, text);
        }
        return new CrashEvent(number, Kind.WRITE, id, text, version);
    }

    private String newId(int number) {
        String id = (random.nextBoolean() ? "versioned-" : "plain/") + number;
        ids.add(id);
        return id;
    }

    /** One in ten is older than what was sent before, and must change nothing. */
    private @Nullable Long version(String id, int number) {
        if (!id.startsWith("versioned-")) {
            return null;
        }
        return random.nextInt(10) == 0 ? (long) random.nextInt(number + 1) : number;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(words);
        for (int i = 0; i < length; i++) {
            text.append("word").append(random.nextInt(500)).append(' ');
        }
        return text.toString().strip();
    }
}
