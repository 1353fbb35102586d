package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads PDF and DOCX with Apache Tika. Meant for the worker process: a hostile file can take all of its time and memory.
 * What is embedded in a file is not followed, nothing is recognized from images, no script runs.
 */
final class TikaReader {

    private static final String UNTITLED =
            "(?i)untitled.*|document\\d*|microsoft word - .*|.*\\.(docx?|pdf|indd|tex|dvi|qxd)";

    private TikaReader() {}

    static ParsedDocument parse(MediaFamily family, byte[] content, int mostCharacters) {
        Metadata metadata = new Metadata();
        BlockCollector collector = new BlockCollector(mostCharacters);
        try (InputStream in = TikaInputStream.get(content)) {
            parser(family).parse(in, new SaxBlocks(collector), metadata, context());
        } catch (EncryptedDocumentException encrypted) {
            throw unreadable("The document is encrypted and needs a password", encrypted);
        } catch (SAXException | TikaException | IOException | RuntimeException broken) {
            throw cause(family, broken);
        }
        return new ParsedDocument(title(metadata, collector), collector.sections(), properties(metadata));
    }

    private static Parser parser(MediaFamily family) {
        return family == MediaFamily.PDF ? new PDFParser() : new OOXMLParser();
    }

    private static ParseContext context() {
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractActions(false);
        pdf.setExtractAcroFormContent(true);
        OfficeParserConfig office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setIncludeMoveFromContent(false);
        ParseContext context = new ParseContext();
        context.set(PDFParserConfig.class, pdf);
        context.set(OfficeParserConfig.class, office);
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        return context;
    }

    private static VizslaException cause(MediaFamily family, Exception broken) {
        for (Throwable at = broken; at != null; at = at.getCause()) {
            if (at instanceof VizslaException told) {
                return told;
            }
            if (at instanceof EncryptedDocumentException) {
                return unreadable("The document is encrypted and needs a password", broken);
            }
            if (String.valueOf(at.getMessage()).contains("Zip bomb detected")) {
                return VizslaException.of(
                        ErrorCode.PARSE_LIMIT_EXCEEDED,
                        "The document unpacks to far more bytes than it has: more than a hundred times",
                        broken);
            }
        }
        return unreadable("The content cannot be read as " + family.type() + ": " + root(broken), broken);
    }

    private static VizslaException unreadable(String message, Exception cause) {
        return VizslaException.of(ErrorCode.UNREADABLE_DOCUMENT, message, cause);
    }

    private static String root(Throwable broken) {
        Throwable root = broken;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }

    private static String title(Metadata metadata, BlockCollector collector) {
        String title = metadata.get(TikaCoreProperties.TITLE);
        boolean telling = title != null && !title.isBlank() && !title.strip().matches(UNTITLED);
        return telling ? title.strip() : collector.firstHeading();
    }

    private static Map<String, String> properties(Metadata metadata) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, metadata, "author", TikaCoreProperties.CREATOR);
        put(properties, metadata, "created", TikaCoreProperties.CREATED);
        put(properties, metadata, "modified", TikaCoreProperties.MODIFIED);
        put(properties, metadata, "language", TikaCoreProperties.LANGUAGE);
        return properties;
    }

    private static void put(Map<String, String> properties, Metadata metadata, String name, Property property) {
        String value = metadata.get(property);
        if (value != null && value.length() <= 1024) {
            properties.put(name, value);
        }
    }

    /** Follows nothing that is embedded. */
    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(
                @Nullable InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            // Never asked for: see above.
        }
    }
}
