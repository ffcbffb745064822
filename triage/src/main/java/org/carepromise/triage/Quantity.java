package org.carepromise.triage;

/** What a number in a text may measure; rules compare it in this unit. Values out of range are taken for something else. */
enum Quantity {
    /** Degrees Celsius; told in Fahrenheit too. */
    TEMPERATURE(30, 45),
    /** Millimetres of mercury. */
    SYSTOLIC(50, 300),
    /** Millimetres of mercury. */
    DIASTOLIC(30, 200),
    /** Percent of saturation. */
    OXYGEN(40, 100),
    /** Milligrams per decilitre. */
    GLUCOSE(10, 1500),
    /** A ratio. */
    INR(0.5, 30),
    /** Millimoles per litre. */
    POTASSIUM(1.5, 12),
    /** Millimoles per litre. */
    SODIUM(90, 190),
    /** Grams per decilitre. */
    HEMOGLOBIN(2, 25),
    /** Beats per minute. */
    HEART_RATE(20, 300),
    /** Days since birth. */
    AGE_DAYS(0, 45_000),
    /** Weeks of pregnancy. */
    GESTATION_WEEKS(3, 43),
    /** Days since an operation. */
    DAYS_AFTER_OPERATION(0, 3_650),
    /** Days since giving birth. */
    DAYS_AFTER_BIRTH(0, 3_650),
    /** Pads soaked in an hour. */
    PADS_PER_HOUR(0.1, 60),
    /** Pills taken at once. */
    PILLS(1, 1_000),
    /** Minutes that something lasted. */
    MINUTES(0, 10_000);

    private final double leastInclusive;
    private final double mostInclusive;

    Quantity(double leastInclusive, double mostInclusive) {
        this.leastInclusive = leastInclusive;
        this.mostInclusive = mostInclusive;
    }

    boolean holds(double value) {
        return value >= leastInclusive && value <= mostInclusive;
    }
}
