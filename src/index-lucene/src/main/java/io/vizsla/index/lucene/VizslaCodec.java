package io.vizsla.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's own codec with graphs over quantized vectors. It bears the name of Lucene's codec and its vector format bears
 * the name of Lucene's format, so any Lucene 10.6 reads the index without this class.
 */
final class VizslaCodec extends FilterCodec {

    private final KnnVectorsFormat vectors;

    /** Makes a codec for writing. */
    VizslaCodec(LuceneOptions options, int dimension) {
        this(options, dimension, new Lucene104Codec());
    }

    private VizslaCodec(LuceneOptions options, int dimension, Lucene104Codec lucene) {
        super(lucene.getName(), lucene);
        KnnVectorsFormat format = new WideFormat(quantized(options), dimension);
        vectors = new PerFieldKnnVectorsFormat() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
            }
        };
    }

    @Override
    public KnnVectorsFormat knnVectorsFormat() {
        return vectors;
    }

    private static KnnVectorsFormat quantized(LuceneOptions options) {
        return new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.UNSIGNED_BYTE,
                options.maxConnections(),
                options.beamWidth(),
                1,
                null,
                tinySegments(options.graphFrom()));
    }

    /**
     * Lucene builds a graph from n nodes on if n exceeds {@code threshold * ln(n)}, the nodes that a walk would visit;
     * this solves for the threshold.
     */
    private static int tinySegments(int graphFrom) {
        return graphFrom < 3 ? 0 : (int) (graphFrom / Math.log(graphFrom));
    }

    /** Lifts the bound of 1,024 dimensions, which guards Lucene's users and not its format. */
    private static final class WideFormat extends KnnVectorsFormat {

        private final KnnVectorsFormat format;
        private final int dimension;

        WideFormat(KnnVectorsFormat format, int dimension) {
            super(format.getName());
            this.format = format;
            this.dimension = dimension;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return dimension;
        }
    }
}
