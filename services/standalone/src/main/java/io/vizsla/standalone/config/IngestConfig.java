package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.ingestion.EventLimits;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.parse.ParseOptions;
import java.time.Duration;

/** The bounds that a document meets on its way from the log to the index. */
@ConfigMapping(prefix = "vizsla.ingest")
public interface IngestConfig {

    /** The most bytes of a file. */
    @WithDefault("32M")
    MemorySize documentBytes();

    /** The most characters of a text, given or extracted. */
    @WithDefault("16777216")
    int textCharacters();

    /** The most characters of a given title. */
    @WithDefault("4096")
    int titleCharacters();

    /** The most bytes of the metadata as JSON. */
    @WithDefault("256K")
    MemorySize metadataBytes();

    /** How deep lists and maps may be nested in the metadata. */
    @WithDefault("16")
    int metadataDepth();

    /** The most chunks that one document may become. */
    @WithDefault("20000")
    int chunksPerDocument();

    /** About how many chunks are handed to the encoder at once. */
    @WithDefault("512")
    int encodeChunks();

    /** The most records of a batch; there are fewer where they take long. */
    @WithDefault("2048")
    int batchRecords();

    /** About the most bytes of a batch; a larger record is a batch of its own. */
    @WithDefault("4M")
    MemorySize batchBytes();

    /** Dead letters longer than this lie beside the log. */
    @WithDefault("1M")
    MemorySize deadLetterBytes();

    /** The pause after a first failure of disk, model or broker; it doubles with each that follows. */
    @WithDefault("200ms")
    Duration firstBackOff();

    /** The longest of these pauses. */
    @WithDefault("30s")
    Duration longestBackOff();

    /** How long the view of states may take to catch up before the start counts as failed. */
    @WithDefault("5m")
    Duration catchUp();

    /** How long a stop waits for the batch under way; what is left is done at the next start. */
    @WithDefault("5s")
    Duration stopWait();

    /** How files are read. */
    Parser parser();

    /** How files are read. */
    interface Parser {

        /** The longest that a file may take. */
        @WithDefault("60s")
        Duration timeLimit();

        /** Heap of the process that reads PDF and DOCX. */
        @WithDefault("512M")
        MemorySize workerMemory();

        /** How long that process waits for the next file before it ends. */
        @WithDefault("1m")
        Duration workerIdle();

        /** Markdown and HTML up to this size are read in the instance's own process. */
        @WithDefault("1M")
        MemorySize inProcess();
    }

    /** Returns the machine's settings. */
    default IngestOptions options() {
        EventLimits limits = new EventLimits(
                Sizes.bytes(documentBytes()),
                textCharacters(),
                titleCharacters(),
                Sizes.bytes(metadataBytes()),
                metadataDepth());
        return new IngestOptions(limits, chunksPerDocument(), encodeChunks());
    }

    /** Returns the loop's settings, for the process of this name. */
    default LoopOptions loop(String instance) {
        return new LoopOptions(
                LoopOptions.DEFAULT.group(),
                instance,
                batchRecords(),
                batchBytes().asLongValue(),
                Sizes.bytes(deadLetterBytes()),
                firstBackOff(),
                longestBackOff(),
                catchUp(),
                stopWait());
    }

    /** Returns the parser's settings. */
    default ParseOptions parse() {
        return new ParseOptions(
                textCharacters(),
                parser().timeLimit(),
                Sizes.megabytes(parser().workerMemory()),
                parser().workerIdle(),
                Sizes.bytes(parser().inProcess()));
    }
}
