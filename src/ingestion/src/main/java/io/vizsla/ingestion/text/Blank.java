package io.vizsla.ingestion.text;

/** Tells text that a reader would see from text that only looks empty. */
public final class Blank {

    private Blank() {}

    /** Returns whether a text holds nothing but white space, control and format characters. */
    public static boolean isBlank(String text) {
        return isBlank(text, 0, text.length());
    }

    /** As {@link #isBlank(String)} for a slice of the text. */
    public static boolean isBlank(String text, int start, int end) {
        int i = start;
        while (i < end) {
            int point = text.codePointAt(i);
            if (visible(point)) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
