package vigilar.bench.torture;

/// One way to hurt a house.
interface TortureCase {
    /// What it is called on the command line.
    String name();

    /// What must hold, in a sentence.
    String promise();

    /// Hurts and judges.
    ///
    /// @throws vigilar.bench.field.Trouble the house did not come back, or the like: it has failed
    Outcome run(Grounds grounds);
}
