package vigilar.alerts;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/// The curve that Web Push uses, and its points as 65 bytes: 4, x, y.
final class P256 {
    static final int POINT_BYTES = 65;

    private static final int FIELD_BYTES = 32;
    private static final ECParameterSpec CURVE = curve();

    private P256() {}

    private static ECParameterSpec curve() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no P-256", missing);
        }
    }

    static KeyPair newPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(CURVE);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no P-256", missing);
        }
    }

    /// The key at this point.
    ///
    /// @throws IllegalArgumentException when the bytes are not a point of the curve: multiplying by
    ///   such a one would tell something about our own key
    static ECPublicKey key(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != 4) {
            throw new IllegalArgumentException("not an uncompressed point of P-256");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + FIELD_BYTES));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + FIELD_BYTES, POINT_BYTES));
        if (!isOnCurve(x, y)) {
            throw new IllegalArgumentException("not a point of P-256");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC")
                            .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("not a point of P-256", refused);
        }
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        var p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
        var left = y.multiply(y).mod(p);
        var right =
                x.multiply(x)
                        .add(CURVE.getCurve().getA())
                        .multiply(x)
                        .add(CURVE.getCurve().getB())
                        .mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && left.equals(right);
    }

    static byte[] point(ECPublicKey key) {
        var point = new byte[POINT_BYTES];
        point[0] = 4;
        place(key.getW().getAffineX(), point, 1);
        place(key.getW().getAffineY(), point, 1 + FIELD_BYTES);
        return point;
    }

    private static void place(BigInteger number, byte[] into, int at) {
        var bytes = number.toByteArray(); // one byte more for the sign, or fewer without zeros
        int length = Math.min(bytes.length, FIELD_BYTES);
        System.arraycopy(bytes, bytes.length - length, into, at + FIELD_BYTES - length, length);
    }
}
