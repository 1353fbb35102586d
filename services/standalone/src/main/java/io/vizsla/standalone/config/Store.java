package io.vizsla.standalone.config;

/** Where indexes are kept. */
public enum Store {
    /** In the data folder, by Apache Lucene. */
    LUCENE,
    /** On a Milvus server. */
    MILVUS
}
