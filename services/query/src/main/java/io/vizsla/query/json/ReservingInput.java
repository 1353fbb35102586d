package io.vizsla.query.json;

import java.io.InputStream;

/** A stream that asks for room in memory once it turns out to be long, before it gives any more. For one thread. */
final class ReservingInput extends CountedInput {

    private final Runnable reserve;

    /** @param reserve called at most once; may wait, and may refuse by an exception */
    ReservingInput(InputStream in, Runnable reserve) {
        super(in);
        this.reserve = reserve;
    }

    @Override
    protected void counted(long before, long now) {
        if (before <= BodyMemory.SMALL && now > BodyMemory.SMALL) {
            reserve.run();
        }
    }
}
