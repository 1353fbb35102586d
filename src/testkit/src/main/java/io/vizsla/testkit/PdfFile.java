package io.vizsla.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PDF of one page, as a printer of text makes it. */
public final class PdfFile {

    private static final String HEADER = "%PDF-1.4\n";

    private PdfFile() {}

    /** Returns the file; its lines stand below each other, and are of ASCII without parentheses and backslashes. */
    public static byte[] of(String title, String... lines) {
        String text = "BT /F1 12 Tf 14 TL 50 780 Td (" + String.join(") Tj T* (", lines) + ") Tj ET";
        return of(List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                        + "/Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                "<< /Title (" + title + ") >>"));
    }

    private static byte[] of(List<String> objects) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(HEADER.getBytes(ISO_8859_1));
        List<String> places = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            places.add(String.format(Locale.ROOT, "%010d 00000 n \n", file.size()));
            file.writeBytes(((i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n").getBytes(ISO_8859_1));
        }
        int size = objects.size() + 1;
        int start = file.size();
        file.writeBytes(("xref\n0 " + size + "\n0000000000 65535 f \n" + String.join("", places) + "trailer\n<< /Size "
                        + size + " /Root 1 0 R /Info " + objects.size() + " 0 R >>\nstartxref\n" + start + "\n%%EOF\n")
                .getBytes(ISO_8859_1));
        return file.toByteArray();
    }
}
