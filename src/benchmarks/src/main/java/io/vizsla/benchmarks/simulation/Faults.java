package io.vizsla.benchmarks.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Decides, before and after every named step, whether something goes wrong there: the process is killed, the step fails,
 * or it takes long. How often differs from seed to seed, so that some runs see storms and others a single fault.
 */
final class Faults {

    private static final double[] CRASHES = {0, 0.005, 0.02};
    private static final double[] ERRORS = {0, 0.01, 0.04};
    private static final double[] DELAYS = {0, 0.02, 0.08};
    private static final double[] FREEZES = {0, 0.005, 0.02};

    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final double crash;
    private final double error;
    private final double delay;
    private final double freeze;
    private final int longestDelayMillis;
    private final int longestFreezeMillis;
    private final Map<String, Integer> met = new TreeMap<>();
    private final Map<String, Long> downUntil = new TreeMap<>();
    private boolean on = true;

    Faults(Scheduler scheduler, SplittableRandom random, int longestDelayMillis, int longestFreezeMillis) {
        this.scheduler = scheduler;
        this.random = random;
        this.longestDelayMillis = longestDelayMillis;
        this.longestFreezeMillis = longestFreezeMillis;
        this.crash = CRASHES[random.nextInt(CRASHES.length)];
        this.error = ERRORS[random.nextInt(ERRORS.length)];
        this.delay = DELAYS[random.nextInt(DELAYS.length)];
        this.freeze = FREEZES[random.nextInt(FREEZES.length)];
    }

    /** From now on nothing goes wrong. */
    void heal() {
        on = false;
        downUntil.clear();
    }

    /** Lets every step whose name begins so fail for a while. */
    void down(String prefix, Duration time) {
        downUntil.put(prefix, scheduler.now() + time.toNanos());
    }

    /** Takes a step with an effect; where it fails, the effect may be there or not. */
    void run(Life life, String step, Runnable effect, Supplier<RuntimeException> failure) {
        at(life, step + ", before", failure);
        effect.run();
        at(life, step + ", after", failure);
    }

    /** Takes a step that gives something. */
    <T> T get(Life life, String step, Supplier<T> effect, Supplier<RuntimeException> failure) {
        at(life, step + ", before", failure);
        T got = effect.get();
        at(life, step + ", after", failure);
        return got;
    }

    /** Passes a place where others may come first and things may go wrong. */
    void at(Life life, String place, Supplier<RuntimeException> failure) {
        if (life.dead()) {
            throw new Crash();
        }
        scheduler.pause();
        if (!on) {
            return;
        }
        if (isDown(place)) {
            throw failure.get();
        }
        double dice = random.nextDouble();
        if (dice < crash) {
            met(place, "killed");
            scheduler.kill(life);
        } else if (dice < crash + error) {
            met(place, "failed");
            throw failure.get();
        } else if (dice < crash + error + delay) {
            met(place, "delayed");
            scheduler.sleep(Duration.ofMillis(1 + random.nextInt(longestDelayMillis)));
        } else if (dice < crash + error + delay + freeze) {
            met(place, "frozen");
            life.freeze(scheduler.now(), Duration.ofMillis(1 + random.nextInt(longestFreezeMillis)));
            scheduler.pause();
        }
    }

    /** Returns how often what happened where. */
    Map<String, Integer> met() {
        return met;
    }

    private void met(String place, String what) {
        met.merge(place + ": " + what, 1, Integer::sum);
    }

    private boolean isDown(String place) {
        for (Map.Entry<String, Long> outage : downUntil.entrySet()) {
            if (place.startsWith(outage.getKey()) && outage.getValue() > scheduler.now()) {
                return true;
            }
        }
        return false;
    }
}
