package io.vizsla.query.chat;

import io.vizsla.query.json.CountedInput;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a chat model's side sends, up to a bound: readers keep a line, or all of it, until it ends, and it may never. For one thread;
 * closing it closes the stream below.
 */
final class BoundedBody extends CountedInput {

    /** Place for some 330 bytes around each of 25,000 pieces; an answer has 20,000 characters unless it is set otherwise. */
    static final int MOST = 8 * 1024 * 1024;

    BoundedBody(InputStream body) {
        super(body);
    }

    @Override
    protected void counted(long before, long now) throws IOException {
        if (now > MOST) {
            throw new IOException("the answer is longer than " + MOST + " bytes");
        }
    }
}
