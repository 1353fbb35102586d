package io.vizsla.retrieval.rerank;

/** Inner products of rows of bytes. Safe for any number of threads. */
interface DotKernel {

    /**
     * Returns the largest {@code scales[j] * dot(query row, passage row j)}.
     *
     * @param query holds the query's row at {@code queryAt}, {@code dimension} bytes long
     * @param passage {@code byte[count * dimension]}, row-major
     * @param scales {@code float[count]}, count at least 1
     */
    float best(byte[] query, int queryAt, byte[] passage, float[] scales, int dimension);

    /** Returns the fastest kernel that this JVM runs. */
    static DotKernel fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorDotKernel() : new ScalarDotKernel();
    }
}
