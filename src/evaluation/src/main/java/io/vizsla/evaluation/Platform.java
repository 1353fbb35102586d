package io.vizsla.evaluation;

/**
 * What something ran on; timings mean nothing without it.
 *
 * @param java vendor and version of the runtime
 * @param os name and version of the operating system
 * @param architecture of the processor
 * @param processors how many the process may use
 */
public record Platform(String java, String os, String architecture, int processors) {

    /** Returns the platform of this process. */
    public static Platform here() {
        return new Platform(
                property("java.vendor") + " " + Runtime.version(),
                property("os.name") + " " + property("os.version"),
                property("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
