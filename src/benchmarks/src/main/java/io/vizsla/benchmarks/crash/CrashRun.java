package io.vizsla.benchmarks.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A run: a child process with broker, loop, states and Lucene is killed (SIGKILL) at random moments while a producer
 * outside keeps sending; at the end this process opens what is left and checks it.
 */
public final class CrashRun {

    private static final int LONGEST_LIFE_MILLIS = 2500;

    private final CrashOptions options;
    private final Random moments;
    private final CrashPlace place;
    private int killsWhileStarting;

    private CrashRun(CrashOptions options, int port) {
        this.options = options;
        this.moments = new Random(options.seed() ^ 0x5ca1ab1eL);
        this.place = CrashPlace.alone(options.directory(), port);
    }

    /** Carries out a run and returns what it came to. */
    public static CrashReport run(CrashOptions options) throws IOException, InterruptedException {
        return new CrashRun(options, CrashProcess.freePort()).run();
    }

    private CrashReport run() throws IOException, InterruptedException {
        List<CrashEvent> events = CrashEvents.draw(options.seed(), options.events(), options.mix());
        try (CrashStream stream = new CrashStream(place.broker(), events)) {
            for (int kill = 0; kill < options.kills(); kill++) {
                liveAndDie(kill, stream);
                System.out.println("kill " + (kill + 1) + " of " + options.kills() + ": " + stream.acknowledged()
                        + " events acknowledged");
            }
            try (CrashNode node = CrashNode.start(place)) {
                stream.finish(Duration.ofMinutes(5));
                return new CrashCheck(events, node).report(options.seed(), options.kills(), killsWhileStarting);
            }
        }
    }

    /** Most kills come while it works, one in five while it starts (never the first one: there would be nothing). */
    private void liveAndDie(int kill, CrashStream stream) throws IOException, InterruptedException {
        CrashProcess child = CrashProcess.start(
                CrashChild.class, place.arguments(), options.directory().resolve("child.log"));
        try {
            if (kill > 0 && moments.nextInt(5) == 0) {
                killsWhileStarting++;
                stream.allow(share(kill + 1));
                Thread.sleep(moments.nextInt(4000));
            } else {
                child.awaitReady();
                feed(kill, stream, 50 + moments.nextInt(LONGEST_LIFE_MILLIS));
            }
        } finally {
            child.kill();
        }
    }

    /** Lets the events out bit by bit until the last moment, so that the kill meets work under way. */
    private void feed(int kill, CrashStream stream, int lifeMillis) throws InterruptedException {
        int from = share(kill);
        int to = share(kill + 1);
        long start = System.nanoTime();
        for (long lived = 0; lived < lifeMillis; lived = (System.nanoTime() - start) / 1_000_000) {
            stream.allow((int) (from + (to - from) * lived / lifeMillis));
            Thread.sleep(Math.min(10, lifeMillis - lived));
        }
        stream.allow(to);
    }

    /** Returns how many events may be out after so many kills. */
    private int share(int kills) {
        return (int) ((long) kills * options.events() / (options.kills() + 1L));
    }
}
