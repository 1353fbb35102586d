package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The numbers are those of scikit-learn 1.9.1:
 *
 * <pre>
 * X = [[.9,.1],[.8,.3],[.7,-.2],[.1,.9],[-.2,.8],[.3,.7],[-.7,-.6],[-.9,-.1],[-.5,-.8]]; y = [0,0,0,1,1,1,2,2,2]
 * m = LogisticRegression(C=1, max_iter=100, tol=1e-10).fit(X, y); m.coef_, m.intercept_, m.predict_proba([[.2,.2],[-.4,.5]])
 * </pre>
 *
 * and the same for the first six rows, which are two classes.
 */
class LogisticRegressionTest {

    private static final Offset<Double> CLOSE = within(1e-4);

    private static final float[][] INPUTS = {
        {0.9f, 0.1f}, {0.8f, 0.3f}, {0.7f, -0.2f},
        {0.1f, 0.9f}, {-0.2f, 0.8f}, {0.3f, 0.7f},
        {-0.7f, -0.6f}, {-0.9f, -0.1f}, {-0.5f, -0.8f}
    };
    private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 2, 2, 2};

    @Test
    void threeClassesAreFittedAsByScikitLearn() {
        LogisticRegression model = LogisticRegression.fit(INPUTS, LABELS, 3, LogisticRegression.Options.MTEB);

        assertThat(model.weights(0)).containsExactly(new double[] {1.0774497, -0.27755452, -0.00030391}, CLOSE);
        assertThat(model.weights(1)).containsExactly(new double[] {-0.14051206, 1.05087429, -0.06506859}, CLOSE);
        assertThat(model.weights(2)).containsExactly(new double[] {-0.93693764, -0.77331977, 0.06537251}, CLOSE);
        assertThat(model.probabilities(new float[] {0.2f, 0.2f}))
                .containsExactly(new double[] {0.38393388, 0.36789556, 0.24817056}, CLOSE);
        assertThat(model.probabilities(new float[] {-0.4f, 0.5f}))
                .containsExactly(new double[] {0.17153196, 0.50846889, 0.31999915}, CLOSE);
    }

    @Test
    void twoClassesShareOneVectorOfWeights() {
        float[][] inputs = java.util.Arrays.copyOf(INPUTS, 6);

        LogisticRegression model =
                LogisticRegression.fit(inputs, new int[] {0, 0, 0, 1, 1, 1}, 2, LogisticRegression.Options.MTEB);

        assertThat(model.weights(1)[0] - model.weights(0)[0]).isCloseTo(-0.77350397, CLOSE);
        assertThat(model.weights(1)[2] - model.weights(0)[2]).isCloseTo(0.00139317, CLOSE);
        assertThat(model.probabilities(new float[] {0.2f, 0.2f}))
                .containsExactly(new double[] {0.49966026, 0.50033974}, CLOSE);
        assertThat(model.probabilities(new float[] {-0.4f, 0.5f}))
                .containsExactly(new double[] {0.33237535, 0.66762465}, CLOSE);
    }

    @Test
    void predictsTheMostProbableClass() {
        LogisticRegression model = LogisticRegression.fit(INPUTS, LABELS, 3, LogisticRegression.Options.MTEB);

        for (int i = 0; i < INPUTS.length; i++) {
            assertThat(model.predict(INPUTS[i])).isEqualTo(LABELS[i]);
        }
        assertThat(model.predict(new float[] {-0.4f, 0.5f})).isEqualTo(1);
    }

    @Test
    void aWeakLossLeavesTheClassesEven() {
        LogisticRegression model =
                LogisticRegression.fit(INPUTS, LABELS, 3, new LogisticRegression.Options(1e-6, 100, 1e-9));

        assertThat(model.probabilities(INPUTS[0])).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, CLOSE);
    }
}
