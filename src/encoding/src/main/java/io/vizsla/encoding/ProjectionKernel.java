package io.vizsla.encoding;

/** Multiplies a few states by a matrix. Safe for any number of threads. */
interface ProjectionKernel {

    /** How many states are multiplied together, so that each number of the matrix is read once for all of them. */
    int STATES = 4;

    /**
     * Computes {@code reduced[s] = states[first + s] * matrix} for {@link #STATES} states.
     *
     * @param states {@code float[..][rows]}, row-major
     * @param matrix {@code float[rows][columns]}, row-major
     * @param reduced {@code float[STATES][columns]}, row-major; written over
     */
    void multiply(float[] states, int first, int rows, float[] matrix, int columns, float[] reduced);

    /** Returns the fastest kernel that this JVM runs for so many columns. */
    static ProjectionKernel fastest(int columns) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors && VectorProjectionKernel.fits(columns)
                ? new VectorProjectionKernel()
                : new ScalarProjectionKernel();
    }
}
