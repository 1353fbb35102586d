package io.vizsla.query.bulk;

/**
 * A line of a stream.
 *
 * @param number counts from 1
 * @param bytes holds the line from its start; may be longer, and is reused for the next line
 * @param length of the line in bytes, without its end; beyond the bound only the bound's worth is there
 * @param tooLong whether the line is longer than the bound
 */
record Line(long number, byte[] bytes, int length, boolean tooLong) {

    boolean blank() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return !tooLong;
    }

    @Override
    public String toString() {
        return "Line[" + number + ", " + length + " bytes]";
    }
}
