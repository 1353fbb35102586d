package io.vizsla.standalone.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that were made to break a reader. */
final class HostileFiles {

    private static final String DOCUMENT = "word/document.xml";
    private static final String TYPES =
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private static final String RELATIONS =
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

    private HostileFiles() {}

    /** A DOCX whose text is this XML. */
    static byte[] docx(byte[] document) {
        return zip(
                "[Content_Types].xml",
                TYPES.getBytes(StandardCharsets.UTF_8),
                "_rels/.rels",
                RELATIONS.getBytes(StandardCharsets.UTF_8),
                DOCUMENT,
                document);
    }

    /** A DOCX that opens a local file by an external entity. */
    static byte[] docxWithEntity() {
        return docx(("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + body("&x;"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** A DOCX of a few kilobytes that holds 300 MB. */
    static byte[] bomb() {
        return docx(body("a".repeat(300 << 20)).getBytes(StandardCharsets.US_ASCII));
    }

    /** An archive in an archive in an archive. */
    static byte[] nested() {
        byte[] inner = "text".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 50; i++) {
            inner = zip("inner-" + i + ".zip", inner);
        }
        return inner;
    }

    /** XHTML with an external DTD and entities that multiply. */
    static byte[] xhtml() {
        return ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\" \"http://127.0.0.1:9/never.dtd\" ["
                        + "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
                        + "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>words &c;</p></body></html>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String body(String text) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                + text + "</w:t></w:r></w:p></w:body></w:document>";
    }

    private static byte[] zip(Object... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
