package io.vizsla.training.calibration;

/** How a cosine x counts: {@code sgn(x) |x|^k}. The paper's main form learns k for each query; the others fix it. */
public enum Form {
    /** k in (0, 2), from the query. */
    POWER(Double.NaN),
    /** k = 1/2. */
    ROOT(0.5),
    /** k = 1. */
    LINEAR(1),
    /** k = 2. */
    SQUARE(2);

    private final double exponent;

    Form(double exponent) {
        this.exponent = exponent;
    }

    boolean isLearned() {
        return this == POWER;
    }

    /** Returns k where it is fixed, where it is learned what it begins at. */
    double exponent() {
        return isLearned() ? 1 : exponent;
    }

    /** Returns {@code sgn(x) |x|^k}, rising in x. */
    static double power(double cosine, double exponent) {
        return Math.signum(cosine) * Math.pow(Math.abs(cosine), exponent);
    }
}
