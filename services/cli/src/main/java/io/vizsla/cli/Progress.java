package io.vizsla.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far long work has come: a bar that redraws itself on a terminal, now and then a plain line elsewhere. Safe for
 * any number of threads.
 */
final class Progress implements AutoCloseable {

    private static final Duration BAR_PAUSE = Duration.ofMillis(100);
    private static final Duration LINE_PAUSE = Duration.ofSeconds(10);
    private static final int BAR_WIDTH = 28;

    private final Terminal terminal;
    private final String noun;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean drawn;

    /** Shows progress in units called {@code noun}, such as {@code documents}. */
    Progress(Terminal terminal, String noun) {
        this.terminal = terminal;
        this.noun = noun;
    }

    /**
     * Shows the state, if it is time to.
     *
     * @param share of the work that is done, 0 to 1
     * @param done how many units are done
     */
    synchronized void show(double share, long done) {
        long now = System.nanoTime();
        Duration pause = terminal.interactive() ? BAR_PAUSE : LINE_PAUSE;
        if (now - last >= pause.toNanos()) {
            last = now;
            draw(Math.clamp(share, 0, 1), done, (now - start) / 1e9);
        }
    }

    private void draw(double share, long done, double seconds) {
        double rate = done / Math.max(seconds, 1e-3);
        String text = String.format(Locale.ROOT, "%3.0f %%  %,d %s  %.0f/s", 100 * share, done, noun, rate);
        if (terminal.interactive()) {
            int full = (int) Math.round(share * BAR_WIDTH);
            String bar = terminal.green("━".repeat(full)) + terminal.faint("━".repeat(BAR_WIDTH - full));
            terminal.err().print("\r\u001b[K  " + bar + " " + text + left(share, seconds));
            terminal.err().flush();
            drawn = true;
        } else {
            terminal.err().println(text.strip());
        }
    }

    private static String left(double share, double seconds) {
        if (share < 0.02 || share >= 1) {
            return "";
        }
        return "  " + Sizes.time(Duration.ofMillis((long) (1000 * seconds * (1 - share) / share))) + " left";
    }

    /** Returns the time since the work began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Removes the bar. */
    @Override
    public synchronized void close() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            drawn = false;
        }
    }
}
