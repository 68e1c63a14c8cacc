// The check digit of bank cards: every second digit from the right counts double, the sum of all digits ends in 0.
const CARD = /^\d{16,19}$/

/** A card number whose check digit is wrong; company accounts and half a number are not. */
export function oddCard(number: string): boolean {
  const digits = number.replace(/\s/g, '')
  if (!CARD.test(digits)) return false
  const sum = [...digits].reverse().reduce((n, d, i) => n + (i % 2 === 0 ? Number(d) : Number(d) > 4 ? 2 * Number(d) - 9 : 2 * Number(d)), 0)
  return sum % 10 !== 0
}
