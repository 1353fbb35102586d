package io.vizsla.cli;

/** A process that takes the signals over as commands do, and would take a minute to end. */
final class Stubborn {

    private static final long MINUTE = 60_000;

    private Stubborn() {}

    /** Waits for the first signal; with an argument, its end lingers. */
    public static void main(String[] arguments) throws InterruptedException {
        StopSignals.take();
        if (arguments.length > 0) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("ending");
                linger();
            }));
        }
        System.out.println("ready");
        Thread.sleep(MINUTE);
    }

    private static void linger() {
        try {
            Thread.sleep(MINUTE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
