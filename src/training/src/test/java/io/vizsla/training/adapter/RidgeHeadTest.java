package io.vizsla.training.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.space.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeHeadTest {

    private static final int LARGE = 24;
    private static final int SMALL = 16;

    private final SplittableRandom random = Seeds.random("RidgeHeadTest");

    /** The teacher knows more than the student, but nothing else about what the student knows. */
    private float[][] students(float[][] teacher, AffineMap view) {
        return Arrays.stream(teacher).map(view::apply).toArray(float[][]::new);
    }

    /** Vectors of texts lie near to few directions. */
    private float[][] teachers(int count) {
        AffineMap spread = AffineMap.of(Vectors.random(new SplittableRandom(1), LARGE, 9));
        return Arrays.stream(Vectors.units(random, count, 8)).map(spread::apply).toArray(float[][]::new);
    }

    @Test
    void studentsFindTheTeachersPassages() {
        AffineMap view = AffineMap.of(Vectors.random(random, SMALL, LARGE + 1));
        float[][] teacher = teachers(500);
        RidgeHead head = RidgeHead.fit(students(teacher, view), teacher, 1);
        float[][] passages = teachers(100);

        int found = 0;
        for (int i = 0; i < passages.length; i++) {
            found += Judged.nearest(head.map().apply(view.apply(passages[i])), passages) == i ? 1 : 0;
        }

        assertThat(head.map().inputs()).isEqualTo(SMALL);
        assertThat(head.map().outputs()).isEqualTo(LARGE);
        assertThat(head.heldOut()).isEqualTo(100);
        assertThat(head.cosine()).isGreaterThan(0.9);
        assertThat(found).isGreaterThan(80);
    }

    @Test
    void spacesThatHaveNothingInCommonAreTold() {
        RidgeHead head = RidgeHead.fit(Vectors.units(random, 400, SMALL), Vectors.units(random, 400, LARGE), 1);

        assertThat(head.cosine()).isBetween(-0.2, 0.2);
    }

    @Test
    void badInputHasItsError() {
        float[][] student = Vectors.units(random, 3, SMALL);
        float[][] equal = {student[0], student[0], student[0]};

        refused(() -> RidgeHead.fit(student, Vectors.units(random, 2, LARGE), 1), ErrorCode.INVALID_VECTOR);
        refused(() -> RidgeHead.fit(equal, Vectors.units(random, 3, LARGE), 1), ErrorCode.INVALID_ARGUMENT);
    }

    private static void refused(Runnable action, ErrorCode code) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(VizslaException.class, error -> assertThat(error.code())
                .isEqualTo(code));
    }
}
