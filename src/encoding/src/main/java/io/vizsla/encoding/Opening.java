package io.vizsla.encoding;

/** A step of an opening after which something native is held. */
@FunctionalInterface
interface Opening<T, E extends Exception> {

    /** Does the rest of the opening. */
    T get() throws E;

    /**
     * Returns what an opening gives; if it fails, in whatever way, closes what was held before it. A failure to close is
     * added to the first one.
     */
    static <T, E extends Exception> T orClose(Opening<T, E> rest, AutoCloseable... held) throws E {
        try {
            return rest.get();
        } catch (Throwable e) {
            closeAll(e, held);
            throw e;
        }
    }

    private static void closeAll(Throwable failure, AutoCloseable... held) {
        for (AutoCloseable one : held) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
